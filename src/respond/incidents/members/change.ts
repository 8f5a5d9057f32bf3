import { actorOf, type Asker, record, transact } from '#platform/db';
import { fail } from '#platform/errors';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { rights } from '../../rights.ts';
import type { ChangeMember, Member } from './contract.ts';
import { checkGrant, type Grant } from './grant.ts';
import { keepsLead } from './lead.ts';
import { loadMember, loadMembers, lockMembers } from './row.ts';

export interface ChangeMemberInput {
  readonly incident: string;
  readonly person: string;
  /** What was read, and is changed. */
  readonly version: number;
  readonly changes: ChangeMember;
}

/**
 * Changes role, compartments, entities, sponsor or end of a member. A guest who gets another role loses his sponsor. A
 * lead may step down himself, where another stays. Refuses as `members.change` in the contract says.
 */
export function change(desk: Desk, asker: Asker, input: ChangeMemberInput): Promise<Member> {
  const { incident, person, version, changes } = input;
  return transact(desk.pool, asker, async (client) => {
    const own = await authorise(client, incident, rights['members.change']);
    await lockMembers(client, incident);
    const members = await loadMembers(client, incident);
    const before = members.find((one) => one.person === person) ?? fail('nothing-there', 'member');
    if (before.version !== version) fail('changed-meanwhile', 'member');
    const wanted = await checkGrant(client, desk, own, grantOf(before, changes), members);
    const { role, compartments, entities, sponsor, expires } = wanted;
    if (!keepsLead(members, { ...before, role, expires })) fail('last-lead');
    const place = { incident, compartment: 'facts' } as const;
    const act = { type: 'member-role-changed', person, role, compartments, entities, sponsor, expires } as const;
    // Before the change: whoever takes something from himself may not write the entry any more.
    await record(client, { now: desk.now, actor: actorOf(asker), act, place });
    const { rowCount } = await client.query(
      `update cofferdam.membership
       set role = $3, compartments = $4, entities = $5, sponsor_id = $6, expires_at = $7, version = version + 1,
         expiry_recorded_at = case when expires_at is distinct from $7 then null else expiry_recorded_at end
       where incident_id = $1 and person_id = $2 and removed_at is null`,
      [incident, person, role, compartments, entities, sponsor, expires],
    );
    if (rowCount !== 1) fail('nothing-there', 'member');
    return loadMember(client, incident, person);
  });
}

function grantOf(before: Member, changes: ChangeMember): Grant {
  const role = changes.role ?? before.role;
  return {
    role,
    compartments: changes.compartments ?? before.compartments,
    entities: changes.entities === undefined ? before.entities : changes.entities,
    sponsor: changes.sponsor === undefined ? (role === 'guest' ? before.sponsor : null) : changes.sponsor,
    expires: changes.expires === undefined ? before.expires : changes.expires,
  };
}
