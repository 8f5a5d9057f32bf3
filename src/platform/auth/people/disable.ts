import { logText, transact } from '../../db/index.ts';
import { personActor, recordAll } from '../entries.ts';
import type { Identity } from '../identity.ts';
import { endKeys, endSessions } from '../sessions/end-sessions.ts';
import { holdSession } from '../sessions/hold-session.ts';
import type { SessionCaller } from '../sessions/own.ts';
import { lockAdmins, lockPerson, refuseLastAdmin, requireAdmin } from './admin.ts';
import { takeBackLinks } from './links.ts';

/**
 * Shuts somebody out: sessions, keys and links end with it, and requests under way are refused from the next on. It is not
 * undone: whoever comes back is invited anew, under another address.
 *
 * Fails with `role-lacking`, `nothing-there`, `person-disabled`, `last-admin` and `not-signed-in`.
 */
export async function disable(
  identity: Identity,
  caller: SessionCaller,
  { person, reason }: { readonly person: string; readonly reason: string },
): Promise<void> {
  const { pool, now } = identity;
  const at = new Date(now());
  await transact(pool, caller, async (client) => {
    await requireAdmin(client);
    const admins = await lockAdmins(client, caller.person);
    await lockPerson(client, person);
    await refuseLastAdmin(client, admins, person);
    const text = await logText(client, reason);
    // Who follows a link or signs in at this moment holds its row or that of the password: his session is there when this
    // goes on.
    await takeBackLinks(client, person, at);
    await client.query('update cofferdam.password set phc = null, set_at = $2 where person_id = $1', [person, at]);
    await holdSession(client, caller, 'rights');
    await client.query('insert into cofferdam.disabling (person_id, reason, by_id) values ($1, $2, $3)', [
      person,
      reason,
      caller.person,
    ]);
    const ended = [
      ...(await endSessions(client, identity, { person, why: 'disabled' })),
      ...(await endKeys(client, identity, { person, why: 'disabled' })),
    ];
    await client.query('update cofferdam.person set disabled_at = $2 where id = $1', [person, at]);
    await recordAll(client, {
      now,
      actor: personActor(caller.person),
      acts: [{ type: 'person-disabled', person, reason: text }, ...ended],
    });
  });
}
