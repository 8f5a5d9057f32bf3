import type { ClientBase } from 'pg';
import { fail } from '../../errors/index.ts';
import { makeToken } from '../secrets/token.ts';

/**
 * Gives a session its rights, and a new token: what somebody may have seen of it before is worth nothing then. Fails with
 * `not-signed-in` where the session ended meanwhile.
 *
 * @returns the token for the cookie
 */
export async function raiseSession(client: ClientBase, session: string, at: number): Promise<string> {
  const { token, tokenHash } = makeToken();
  const { rowCount } = await client.query(
    'update cofferdam.session set token_hash = $2, second_factor_at = $3 where id = $1 and ended_at is null',
    [session, tokenHash, new Date(at)],
  );
  return rowCount === 1 ? token : fail('not-signed-in');
}
