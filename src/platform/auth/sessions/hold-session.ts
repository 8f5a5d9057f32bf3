import type { ClientBase } from 'pg';
import { fail } from '../../errors/index.ts';
import type { SessionCaller } from './own.ts';

/**
 * Holds the caller's session until the transaction ends, in every act that gives somebody more than he has: who ends the
 * session meanwhile waits for the act, and ends what it made. `not-signed-in` where the session ended since the gate
 * judged it, or has no second factor where `needs` asks for one.
 *
 * The gate judges before the body is read, and a body may take half a minute. Without this, whoever stole a session
 * could send all of a request but its end, wait until an admin has reset the account, and still get an API key out of it.
 *
 * Rows are locked in one order, so that two acts do not wait for each other: admins and the person they handle, links,
 * passwords, authenticators, tries of accounts, tries of addresses, sessions, keys, and the log. So it is called after
 * those before sessions, and before anything is written that would be left behind.
 */
export async function holdSession(
  client: ClientBase,
  { person, session }: Pick<SessionCaller, 'person' | 'session'>,
  needs: 'rights' | 'session',
): Promise<void> {
  const { rows } = await client.query<{ raised: boolean }>(
    `select second_factor_at is not null as raised from cofferdam.session
     where id = $1 and person_id = $2 and ended_at is null for share`,
    [session, person],
  );
  const [row] = rows;
  if (row === undefined || (needs === 'rights' && !row.raised)) fail('not-signed-in');
}
