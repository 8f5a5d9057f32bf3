import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { Deed } from '../../audit/index.ts';
import { makeToken } from '../secrets/token.ts';
import { type Identity, limitsOf, type Visitor } from '../identity.ts';
import { whyOver } from './life.ts';

/** A session as it begins: without rights, until a second factor is used in it. */
export interface Opened {
  readonly session: string;
  readonly person: string;
  /** For the cookie. */
  readonly token: string;
}

/** Sessions of one person that wait for a second factor at the same time. */
const mostWaiting = 20;

/**
 * Puts a session there, in a transaction of the person; what the log has to say of it (`acts`) is for the caller to record.
 *
 * Of more than 20 that wait for a second factor the oldest ends: whoever has a password alone must not bury the sessions
 * of its owner under his own. One that an admin's link opened does not count: the link that made it is used up.
 */
export async function openSession(
  client: ClientBase,
  identity: Identity,
  {
    person,
    visitor,
    enrols,
  }: { readonly person: string; readonly visitor: Visitor; readonly enrols: 'anew' | 'first' },
): Promise<{ readonly opened: Opened; readonly acts: readonly Deed[] }> {
  const at = identity.now();
  const { token, tokenHash } = makeToken();
  const session = randomUUID();
  const pushedOut = await endOldest(client, identity, person);
  await client.query(
    `insert into cofferdam.session (id, person_id, token_hash, made_at, last_used_at, ends_at, enrols, browser, origin)
     values ($1, $2, $3, $4, $4, $5, $6, $7, $8)`,
    [
      session,
      person,
      tokenHash,
      new Date(at),
      new Date(at + limitsOf(identity).absolute),
      enrols === 'anew',
      visitor.browser,
      visitor.origin,
    ],
  );
  const act: Deed = { type: 'session-opened', session, person, from: visitor.origin };
  return { opened: { session, person, token }, acts: [act, ...pushedOut] };
}

/** Leaves room for one more. Those that were over anyway are closed without a word. */
async function endOldest(client: ClientBase, identity: Identity, person: string): Promise<readonly Deed[]> {
  const { rows } = await client.query<{ id: string; last_used_at: Date; ends_at: Date }>(
    `update cofferdam.session set ended_at = $2
     where ended_at is null and second_factor_at is null and id in (
       select id from cofferdam.session
       where person_id = $1 and ended_at is null and second_factor_at is null and not enrols
       order by made_at desc, id offset $3
     ) returning id, last_used_at, ends_at`,
    [person, new Date(identity.now()), mostWaiting - 1],
  );
  return rows
    .filter((row) => whyOver(identity, row) === undefined)
    .map(({ id }) => ({ type: 'session-revoked', session: id, why: 'expired' }));
}
