import { transact } from '../../db/index.ts';
import { fail } from '../../errors/index.ts';
import { personActor, recordAll } from '../entries.ts';
import type { Identity } from '../identity.ts';
import type { SessionCaller } from './own.ts';

/** Ends one of the caller's own sessions; `nothing-there` for any other, and for one that ended before. */
export function revokeSession(identity: Identity, caller: SessionCaller, session: string): Promise<void> {
  return end(identity, caller, session, 'by-owner');
}

/** Signs the caller out. */
export function closeSession(identity: Identity, caller: SessionCaller): Promise<void> {
  return end(identity, caller, caller.session, 'signed-out');
}

function end(
  { pool, now }: Identity,
  caller: SessionCaller,
  session: string,
  why: 'by-owner' | 'signed-out',
): Promise<void> {
  return transact(pool, caller, async (client) => {
    const { rowCount } = await client.query(
      'update cofferdam.session set ended_at = $3 where id = $1 and person_id = $2 and ended_at is null',
      [session, caller.person, new Date(now())],
    );
    if (rowCount === 0) fail('nothing-there', 'session');
    await recordAll(client, {
      now,
      actor: personActor(caller.person),
      acts: [{ type: 'session-revoked', session, why }],
    });
  });
}
