import { randomUUID } from 'node:crypto';
import { transact } from '../../db/index.ts';
import { fail } from '../../errors/index.ts';
import type { Scope } from '../../operation/index.ts';
import { personActor, recordAll } from '../entries.ts';
import type { Identity } from '../identity.ts';
import { keyPrefix, makeToken } from '../secrets/token.ts';
import { holdSession } from '../sessions/hold-session.ts';
import type { SessionCaller } from '../sessions/own.ts';
import { factorOf, proveFactor } from '../sessions/prove-factor.ts';

export interface KeyWanted {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** UTC or with an offset, as ISO 8601; within a year. */
  readonly expires: string;
  /** A code of the authenticator app, or a recovery code. */
  readonly code: string;
}

const longest = 365 * 24 * 60 * 60_000;

/**
 * Makes an API key in the caller's name. The key itself is in the answer, and nowhere else. It takes a code: a key
 * outlives its session by up to a year, and whoever found a session open must not take one along.
 *
 * Fails with `key-expiry-invalid` for an expiry that is over or more than 365 days away, `second-factor-wrong`,
 * `second-factor-missing`, `too-many-tries` and `not-signed-in`.
 */
export async function makeKey(
  identity: Identity,
  caller: SessionCaller,
  wanted: KeyWanted,
  { origin }: { readonly origin: string },
): Promise<{ readonly id: string; readonly key: string }> {
  const { pool, now } = identity;
  const { person, session } = caller;
  const [id, { token, tokenHash }] = [randomUUID(), makeToken(keyPrefix)];
  const [at, expires] = [now(), Date.parse(wanted.expires)];
  if (!(expires > at && expires <= at + longest)) fail('key-expiry-invalid');
  const scopes = [...new Set(wanted.scopes)].sort();
  const made = await transact(pool, caller, async (client) => {
    const used = await proveFactor(client, identity, { person, factor: factorOf(wanted.code), origin });
    if (used === undefined) return false;
    await holdSession(client, caller, 'rights');
    await client.query(
      `insert into cofferdam.api_key (id, person_id, name, token_hash, scopes, made_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, person, wanted.name, tokenHash, scopes, new Date(at), new Date(expires)],
    );
    const until = new Date(expires).toISOString();
    await recordAll(client, {
      now,
      actor: personActor(person),
      acts: [
        { type: 'second-factor-used', session, factor: used },
        { type: 'key-made', key: id, person, scopes, expires: until },
      ],
    });
    return true;
  });
  if (!made) fail('second-factor-wrong');
  return { id, key: token };
}
