import { randomUUID } from 'node:crypto';
import { transact } from '../../db/index.ts';
import { fail } from '../../errors/index.ts';
import type { Scope } from '../../operation/index.ts';
import { personActor, recordAll } from '../entries.ts';
import type { Identity } from '../identity.ts';
import { keyPrefix, makeToken } from '../secrets/token.ts';
import type { SessionCaller } from '../sessions/own.ts';

export interface KeyWanted {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** UTC or with an offset, as ISO 8601; within a year. */
  readonly expires: string;
}

const longest = 365 * 24 * 60 * 60_000;

/**
 * Makes an API key in the caller's name. The key itself is in the answer, and nowhere else. `key-expiry-invalid` for an
 * expiry that is over or more than 365 days away.
 */
export async function makeKey(
  { pool, now }: Identity,
  caller: SessionCaller,
  wanted: KeyWanted,
): Promise<{ readonly id: string; readonly key: string }> {
  const [id, { token, tokenHash }] = [randomUUID(), makeToken(keyPrefix)];
  const [at, expires] = [now(), Date.parse(wanted.expires)];
  if (!(expires > at && expires <= at + longest)) fail('key-expiry-invalid');
  const scopes = [...new Set(wanted.scopes)].sort();
  await transact(pool, caller, async (client) => {
    await client.query(
      `insert into cofferdam.api_key (id, person_id, name, token_hash, scopes, made_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, caller.person, wanted.name, tokenHash, scopes, new Date(at), new Date(expires)],
    );
    const until = new Date(expires).toISOString();
    await recordAll(client, {
      now,
      actor: personActor(caller.person),
      acts: [{ type: 'key-made', key: id, person: caller.person, scopes, expires: until }],
    });
  });
  return { id, key: token };
}
