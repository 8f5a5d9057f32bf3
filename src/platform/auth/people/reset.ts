import type { ClientBase } from 'pg';
import { transact } from '../../db/index.ts';
import { personActor, recordAll } from '../entries.ts';
import { type Identity, limitsOf } from '../identity.ts';
import { endKeys, endSessions } from '../sessions/end-sessions.ts';
import { holdSession } from '../sessions/hold-session.ts';
import type { SessionCaller } from '../sessions/own.ts';
import { lockAdmins, lockPerson, refuseLastAdmin, requireAdmin } from './admin.ts';
import { type HandedLink, makeLink, takeBackLinks } from './links.ts';
import { tellIncidents } from './tell-incidents.ts';

export interface Reset {
  readonly person: string;
  readonly what: 'password' | 'second-factor' | 'both';
}

/**
 * Takes a password, a second factor or both away; with the link that is answered its owner sets them anew. Sessions and
 * keys end. Who has not joined yet gets a new invitation. The link is also for what an earlier reset took away and its
 * owner has not set anew: that reset's link is worth nothing any more, and no other would let him in.
 *
 * The log of each incident in which the person may act tells it as well, in the same transaction; the answer does not say
 * which those are.
 *
 * Fails with `role-lacking`, `nothing-there`, `person-disabled`, `last-admin` and `not-signed-in`.
 */
export async function reset(identity: Identity, caller: SessionCaller, { person, what }: Reset): Promise<HandedLink> {
  const { pool, now } = identity;
  const limits = limitsOf(identity);
  return transact(pool, caller, async (client) => {
    await requireAdmin(client);
    const admins = await lockAdmins(client, caller.person);
    const { installation_role: role } = await lockPerson(client, person);
    await refuseLastAdmin(client, admins, person);
    const actor = personActor(caller.person);
    const asked = { person, admin: caller.person, at: now() };
    await takeBackLinks(client, person, new Date(now()));
    // Asked only now: he may have joined while this waited for his link.
    if (!(await hasJoined(client, person))) {
      await holdSession(client, caller, 'rights');
      const link = await makeLink(client, { ...asked, purpose: 'join', lasts: limits.invitation });
      await recordAll(client, { now, actor, acts: [{ type: 'person-invited', person, role }] });
      await tellIncidents(client, { now, admin: caller.person, person, what: 'invitation' });
      return link;
    }
    const lacks = await take(client, { person, what }, now());
    await holdSession(client, caller, 'rights');
    const link = await makeLink(client, { ...asked, purpose: lacks, lasts: limits.reset });
    const ended = [
      ...(await endSessions(client, identity, { person, why: 'reset' })),
      ...(await endKeys(client, identity, { person, why: 'by-admin' })),
    ];
    await recordAll(client, { now, actor, acts: [{ type: 'person-reset', person, what: lacks }, ...ended] });
    await tellIncidents(client, { now, admin: caller.person, person, what: lacks });
    return link;
  });
}

async function hasJoined(client: ClientBase, person: string): Promise<boolean> {
  const { rowCount } = await client.query('select from cofferdam.joining where person_id = $1', [person]);
  return rowCount !== 0;
}

/**
 * Takes away what is asked, the password first, whose row is what a sign-in holds.
 *
 * @returns what the person has to set anew, with what was taken away before
 */
async function take(client: ClientBase, { person, what }: Reset, at: number): Promise<Reset['what']> {
  const { rows: passwords } = await client.query<{ lacks: boolean }>(
    'select phc is null as lacks from cofferdam.password where person_id = $1 for update',
    [person],
  );
  const { rows: apps } = await client.query<{ lacks: boolean }>(
    'select by_link_only as lacks from cofferdam.authenticator where person_id = $1 for update',
    [person],
  );
  const lacksPassword = what !== 'second-factor' || passwords[0]?.lacks === true;
  const lacksApp = what !== 'password' || apps[0]?.lacks === true;
  if (what !== 'second-factor') {
    await client.query('update cofferdam.password set phc = null, set_at = $2 where person_id = $1', [
      person,
      new Date(at),
    ]);
  }
  if (what !== 'password') {
    await client.query(
      `update cofferdam.authenticator
       set secret = null, pending = null, pending_at = null, recovery_codes = '{}', by_link_only = true
       where person_id = $1`,
      [person],
    );
  }
  if (!lacksPassword) return 'second-factor';
  return lacksApp ? 'both' : 'password';
}
