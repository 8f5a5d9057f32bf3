import type { ClientBase } from 'pg';
import { logText, transact } from '../../db/index.ts';
import { fail } from '../../errors/index.ts';
import { personActor, recordAll } from '../entries.ts';
import type { Identity } from '../identity.ts';
import { endKeys, endSessions } from '../sessions/end-sessions.ts';
import type { SessionCaller } from '../sessions/own.ts';
import { lockPerson, requireAdmin } from './admin.ts';
import { takeBackLinks } from './links.ts';

/**
 * Shuts somebody out: sessions, keys and links end with it, and requests under way are refused from the next on. It is not
 * undone: whoever comes back is invited anew, under another address.
 *
 * Fails with `role-lacking`, `nothing-there`, `person-disabled`, and `last-admin`: an installation that nobody runs could
 * not be mended.
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
    await refuseLastAdmin(client, caller.person, person);
    await lockPerson(client, person);
    const text = await logText(client, reason);
    // The password first: who signs in with it at this moment holds its row, and his session is there when this goes on.
    await client.query('update cofferdam.password set phc = null, set_at = $2 where person_id = $1', [person, at]);
    await takeBackLinks(client, person, at);
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

/**
 * Locks all admins that joined, in one order, so that two who disable each other do so one after the other: the second is
 * no admin any more when his turn comes, which is asked here again.
 */
async function refuseLastAdmin(client: ClientBase, asker: string, person: string): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `select id from cofferdam.person where installation_role = 'admin' and disabled_at is null order by id for no key update`,
  );
  if (!rows.some(({ id }) => id === asker)) fail('role-lacking', 'admin');
  const able = await client.query<{ id: string }>(
    'select person_id as id from cofferdam.joining where person_id = any ($1)',
    [rows.map(({ id }) => id)],
  );
  const isAdmin = rows.some(({ id }) => id === person);
  if (isAdmin && !able.rows.some(({ id }) => id !== person)) fail('last-admin');
}
