import { actorOf, type Asker, logText, record, transact } from '#platform/db';
import { fail } from '#platform/errors';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { rights } from '../../rights.ts';
import type { RemoveMember } from './contract.ts';
import { keepsLead } from './lead.ts';
import { loadMembers, lockMembers } from './row.ts';

export interface RemoveMemberInput extends RemoveMember {
  readonly incident: string;
  readonly person: string;
}

/** Takes a member out; from the next statement on nothing of the incident exists for him. `last-lead`, `nothing-there`. */
export function remove(desk: Desk, asker: Asker, { incident, person, reason }: RemoveMemberInput): Promise<void> {
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, incident, rights['members.remove']);
    await lockMembers(client, incident);
    const members = await loadMembers(client, incident);
    if (!members.some((one) => one.person === person)) fail('nothing-there', 'member');
    if (!keepsLead(members, { removed: person })) fail('last-lead');
    const place = { incident, compartment: 'facts' } as const;
    const act = { type: 'member-removed', person, reason: await logText(client, reason, place) } as const;
    // Before the removal: whoever takes himself out may not write the entry any more.
    await record(client, { now: desk.now, actor: actorOf(asker), act, place });
    await client.query(
      `update cofferdam.membership set removed_at = $3, version = version + 1
       where incident_id = $1 and person_id = $2 and removed_at is null`,
      [incident, person, new Date(desk.now())],
    );
  });
}
