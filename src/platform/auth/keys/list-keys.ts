import { z } from 'zod';
import { transact } from '../../db/index.ts';
import { type Page, pageOf, readCursor, type Scope } from '../../operation/index.ts';
import type { Identity } from '../identity.ts';
import type { SessionCaller } from '../sessions/own.ts';

export interface ListedKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly made: string;
  readonly expires: string;
  readonly lastUsed: string | null;
  readonly ended: boolean;
}

interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly made_at: Date;
  readonly expires_at: Date;
  readonly last_used_at: Date | null;
  readonly ended_at: Date | null;
}

const cursorKey = z.tuple([z.iso.datetime(), z.uuid()]);

/** The caller's API keys, in the order in which they were made; those that ended stay in the list. */
export async function listKeys(
  { pool, now }: Identity,
  caller: SessionCaller,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<ListedKey>> {
  const [after, afterId] = readCursor(cursor, cursorKey) ?? [];
  return transact(pool, caller, async (client) => {
    const { rows } = await client.query<KeyRow>(
      `select id, name, scopes, made_at, expires_at, last_used_at, ended_at from cofferdam.api_key
       where person_id = $1 and ($2::timestamptz is null or (made_at, id) > ($2, $3::uuid))
       order by made_at, id limit $4`,
      [caller.person, after, afterId, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.made_at.toISOString(), row.id],
      ({ id, name, scopes, made_at, expires_at, last_used_at, ended_at }) => ({
        id,
        name,
        scopes,
        made: made_at.toISOString(),
        expires: expires_at.toISOString(),
        lastUsed: last_used_at?.toISOString() ?? null,
        ended: ended_at !== null || expires_at.getTime() <= now(),
      }),
    );
  });
}
