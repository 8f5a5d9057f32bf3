import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { makeToken } from '../secrets/token.ts';
import { type Identity, limitsOf, type Visitor } from '../identity.ts';

/** A session as it begins: without rights, until a second factor is used in it. */
export interface Opened {
  readonly session: string;
  readonly person: string;
  /** For the cookie. */
  readonly token: string;
}

/** Puts a session there, in a transaction of the person; the entry (`session-opened`) is for the caller to record. */
export async function openSession(
  client: ClientBase,
  identity: Identity,
  {
    person,
    visitor,
    enrols,
  }: { readonly person: string; readonly visitor: Visitor; readonly enrols: 'anew' | 'first' },
): Promise<Opened> {
  const at = identity.now();
  const { token, tokenHash } = makeToken();
  const session = randomUUID();
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
  return { session, person, token };
}

export const openedAct = ({ session, person }: Opened, { origin }: Visitor) =>
  ({ type: 'session-opened', session, person, from: origin }) as const;
