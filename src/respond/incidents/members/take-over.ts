import { actorOf, type Asker, logText, record, transactOnce } from '#platform/db';
import { fail } from '#platform/errors';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { rights } from '../../rights.ts';
import type { Member, TakeOver } from './contract.ts';
import { loadMember, loadMembers, lockMembers } from './row.ts';

/**
 * Makes the one who asks lead of an incident that has none who can act: the last one was shut out of the installation, or
 * is over. He sees no more than before. Of two at once one becomes lead. Refuses as `members.take-over` in the contract
 * says.
 */
export function takeOver(desk: Desk, asker: Asker, incident: string, { reason }: TakeOver): Promise<Member> {
  return transactOnce(desk.pool, asker, desk.now, async (client) => {
    await authorise(client, incident, rights['members.take-over']);
    await lockMembers(client, incident);
    const members = await loadMembers(client, incident);
    if (members.some(({ role, standing }) => role === 'lead' && standing === 'active')) fail('lead-present');
    await client.query(
      `update cofferdam.membership set role = 'lead', version = version + 1
       where incident_id = $1 and person_id = $2 and removed_at is null`,
      [incident, asker.person],
    );
    const place = { incident, compartment: 'facts' } as const;
    const act = { type: 'lead-taken-over', reason: await logText(client, reason, place) } as const;
    const lead = await loadMember(client, incident, asker.person);
    await record(client, { now: desk.now, actor: actorOf(asker), act, place });
    return lead;
  });
}
