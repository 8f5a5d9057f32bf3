import type { ClientBase } from 'pg';
import type { Deed } from '../../audit/index.ts';
import { type Identity } from '../identity.ts';
import { whyOver } from './life.ts';

type Why = Extract<Deed, { type: 'session-revoked' }>['why'];

/**
 * Ends the sessions of a person, in a transaction of that person or of an admin. Those that were over anyway are closed
 * without a word; returns what the log has to say of the others.
 *
 * @param but a session that goes on
 */
export async function endSessions(
  client: ClientBase,
  identity: Identity,
  { person, why, but }: { readonly person: string; readonly why: Why; readonly but?: string },
): Promise<readonly Deed[]> {
  const { rows } = await client.query<{ id: string; last_used_at: Date; ends_at: Date }>(
    `update cofferdam.session set ended_at = $2 where person_id = $1 and ended_at is null and id is distinct from $3
     returning id, last_used_at, ends_at`,
    [person, new Date(identity.now()), but],
  );
  return rows
    .filter((row) => whyOver(identity, row) === undefined)
    .map(({ id }) => ({ type: 'session-revoked', session: id, why }));
}

/** Ends the API keys of a person, likewise. */
export async function endKeys(
  client: ClientBase,
  identity: Identity,
  { person, why }: { readonly person: string; readonly why: 'by-admin' | 'disabled' },
): Promise<readonly Deed[]> {
  const at = new Date(identity.now());
  const { rows } = await client.query<{ id: string; expires_at: Date }>(
    'update cofferdam.api_key set ended_at = $2 where person_id = $1 and ended_at is null returning id, expires_at',
    [person, at],
  );
  return rows.filter((row) => row.expires_at > at).map(({ id }) => ({ type: 'key-revoked', key: id, why }));
}
