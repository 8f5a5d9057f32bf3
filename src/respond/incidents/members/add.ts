import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { actorOf, type Asker, logText, record, transactOnce } from '#platform/db';
import { fail } from '#platform/errors';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { rights } from '../../rights.ts';
import type { AddMember, Member } from './contract.ts';
import { checkGrant } from './grant.ts';
import { loadMember, loadMembers, lockMembers } from './row.ts';

/** As many as a list of the log holds. */
const most = 500;

/** Lets somebody in. Refuses as `members.add` in the contract says; an admin of the installation needs a reason. */
export function add(desk: Desk, asker: Asker, incident: string, input: AddMember): Promise<Member> {
  return transactOnce(desk.pool, asker, desk.now, async (client) => {
    const own = await authorise(client, incident, rights['members.add']);
    await lockMembers(client, incident);
    const { person, reason } = input;
    const members = await loadMembers(client, incident);
    if (members.some((one) => one.person === person)) fail('member-already');
    if (members.length >= most) fail('list-full', 'members');
    const isAdmin = (await installationRole(client, person)) === 'admin';
    if (isAdmin && reason === undefined) fail('reason-missing');
    const { role, compartments, entities, sponsor, expires } = await checkGrant(client, desk, own, input, members);
    await client.query(
      `insert into cofferdam.membership
         (id, incident_id, person_id, role, compartments, entities, sponsor_id, expires_at, created_at, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        randomUUID(),
        incident,
        person,
        role,
        compartments,
        entities,
        sponsor,
        expires,
        new Date(desk.now()),
        asker.person,
      ],
    );
    const added = await loadMember(client, incident, person);
    const place = { incident, compartment: 'facts' } as const;
    const given = { person, role, compartments, entities, sponsor, expires };
    const act =
      isAdmin && reason !== undefined
        ? ({ type: 'admin-added', ...given, reason: await logText(client, reason, place) } as const)
        : ({ type: 'member-added', ...given } as const);
    await record(client, { now: desk.now, actor: actorOf(asker), act, place });
    return added;
  });
}

/** Of somebody who may become a member: `person-unknown`, `auditor-not-member`. */
async function installationRole(client: ClientBase, person: string): Promise<'none' | 'admin'> {
  const { rows } = await client.query<{ role: 'none' | 'auditor' | 'admin' }>(
    'select installation_role as role from cofferdam.person where id = $1 and disabled_at is null',
    [person],
  );
  const { role } = rows[0] ?? fail('person-unknown');
  return role === 'auditor' ? fail('auditor-not-member') : role;
}
