import type { ClientBase } from 'pg';
import { transact } from '../../db/index.ts';
import { personActor, recordAll } from '../entries.ts';
import { type Identity, limitsOf } from '../identity.ts';
import { endKeys, endSessions } from '../sessions/end-sessions.ts';
import type { SessionCaller } from '../sessions/own.ts';
import { lockPerson, requireAdmin } from './admin.ts';
import { type HandedLink, makeLink } from './links.ts';

export interface Reset {
  readonly person: string;
  readonly what: 'password' | 'second-factor' | 'both';
}

/**
 * Takes a password, a second factor or both away; with the link that is answered its owner sets them anew. Sessions and
 * keys end. Who has not joined yet gets a new invitation.
 *
 * Fails with `role-lacking`, `nothing-there`, `person-disabled`.
 */
export async function reset(identity: Identity, caller: SessionCaller, { person, what }: Reset): Promise<HandedLink> {
  const { pool, now } = identity;
  const limits = limitsOf(identity);
  return transact(pool, caller, async (client) => {
    await requireAdmin(client);
    const { joined, installation_role: role } = await lockPerson(client, person);
    const actor = personActor(caller.person);
    const asked = { person, admin: caller.person, at: now() };
    if (!joined) {
      const link = await makeLink(client, { ...asked, purpose: 'join', lasts: limits.invitation });
      await recordAll(client, { now, actor, acts: [{ type: 'person-invited', person, role }] });
      return link;
    }
    // In this order, as in disable.ts: the password's row is what a sign-in holds.
    if (what !== 'second-factor') await takePassword(client, person, now());
    else await client.query('select from cofferdam.password where person_id = $1 for share', [person]);
    if (what !== 'password') await takeAuthenticator(client, person);
    const link = await makeLink(client, { ...asked, purpose: what, lasts: limits.reset });
    const ended = [
      ...(await endSessions(client, identity, { person, why: 'reset' })),
      ...(await endKeys(client, identity, { person, why: 'by-admin' })),
    ];
    await recordAll(client, { now, actor, acts: [{ type: 'person-reset', person, what }, ...ended] });
    return link;
  });
}

async function takePassword(client: ClientBase, person: string, at: number): Promise<void> {
  await client.query('update cofferdam.password set phc = null, set_at = $2 where person_id = $1', [
    person,
    new Date(at),
  ]);
}

async function takeAuthenticator(client: ClientBase, person: string): Promise<void> {
  await client.query(
    `update cofferdam.authenticator
     set secret = null, pending = null, pending_at = null, recovery_codes = '{}', by_link_only = true
     where person_id = $1`,
    [person],
  );
}
