import { z } from 'zod';
import type { Desk } from '#respond';
import { authorise } from '#respond';
import type { Entry } from '#platform/audit';
import { type Asker, transact } from '#platform/db';
import { type LongAsked, type LongPage, pageOf, readCursor, withTotal } from '#platform/operation';
import type { ListedEntry } from '../contract.ts';

export interface ListLogInit extends LongAsked {
  readonly incident: string;
  readonly limit: number;
  /** Of the one entry. */
  readonly seq?: number | undefined;
  /** Of the act. */
  readonly type?: string | undefined;
  /** Id of who acted. */
  readonly actor?: string | undefined;
  /** ISO 8601 with its offset; `before` is not within. */
  readonly from?: string | undefined;
  readonly before?: string | undefined;
}

/**
 * Entries of an incident, newest first: those of the compartments and legal entities of the one who asks, all others are
 * not there for him. `nothing-there` for whoever is no member, `request-invalid` for a cursor of another list.
 */
export async function listLog(desk: Desk, asker: Asker, asked: ListLogInit): Promise<LongPage<ListedEntry>> {
  const { incident, limit, cursor, skip, seq, type, actor, from, before } = asked;
  const [behind] = readCursor(cursor, z.tuple([z.int().positive()])) ?? [];
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, incident);
    const filters = [incident, seq, type, actor, utcOf(from), utcOf(before)];
    const { rows } = await client.query<{ body: string; hash: string }>(
      `select body, hash ${fitting} and ($7::bigint is null or seq < $7) order by seq desc limit $8 offset $9`,
      [...filters, behind, limit + 1, skip ?? 0],
    );
    const found = pageOf(
      rows.map(entryOf),
      limit,
      (entry) => [entry.seq],
      (entry) => entry,
    );
    return withTotal(found, asked, () => client.query(`select count(*) as total ${fitting}`, filters));
  });
}

/** Times in entries are of one form, so that they sort as they are written. */
const fitting = `from cofferdam.log_entry
  where chain = $1 and ($2::bigint is null or seq = $2)
    and ($3::text is null or body::jsonb -> 'act' ->> 'type' = $3)
    and ($4::text is null or body::jsonb -> 'actor' ->> 'id' = $4)
    and ($5::text is null or (body::jsonb ->> 'at') collate "C" >= $5)
    and ($6::text is null or (body::jsonb ->> 'at') collate "C" < $6)`;

function utcOf(instant: string | undefined): string | undefined {
  return instant === undefined ? undefined : new Date(instant).toISOString();
}

function entryOf({ body, hash }: { readonly body: string; readonly hash: string }): ListedEntry {
  const { seq, at, actor, act, prev } = JSON.parse(body) as Entry;
  return { seq, at, actor, act, prev, hash };
}
