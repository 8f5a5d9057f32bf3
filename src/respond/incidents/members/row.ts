import type { ClientBase } from 'pg';
import { fail } from '#platform/errors';
import type { Member } from './contract.ts';

/** A membership as the database gives it by `memberSql`. */
interface MemberRow {
  readonly person_id: string;
  readonly name: string;
  readonly role: Member['role'];
  readonly compartments: Member['compartments'];
  readonly entities: string[] | null;
  readonly sponsor_id: string | null;
  readonly expires_at: Date | null;
  readonly expired: boolean;
  readonly disabled: boolean;
  readonly created_at: Date;
  readonly version: number;
}

/** Whether a time is over is for the clock of the database to say: by that clock rights end. */
const memberSql = `
  select m.person_id, p.name, m.role, m.compartments::text[], m.entities, m.sponsor_id, m.expires_at, m.created_at, m.version,
    coalesce(m.expires_at <= statement_timestamp(), false) as expired, p.disabled_at is not null as disabled
  from cofferdam.membership m join cofferdam.person p on p.id = m.person_id
  where m.incident_id = $1 and m.removed_at is null`;

function memberOf(row: MemberRow): Member {
  return {
    person: row.person_id,
    name: row.name,
    role: row.role,
    compartments: row.compartments,
    entities: row.entities,
    sponsor: row.sponsor_id,
    expires: row.expires_at?.toISOString() ?? null,
    standing: row.disabled ? 'disabled' : row.expired ? 'expired' : 'active',
    since: row.created_at.toISOString(),
    version: row.version,
  };
}

/** All members who were not removed, in the order in which they came. */
export async function loadMembers(client: ClientBase, incident: string): Promise<Member[]> {
  const { rows } = await client.query<MemberRow>(`${memberSql} order by m.created_at, m.person_id`, [incident]);
  return rows.map(memberOf);
}

/** The member; `nothing-there` for others. */
export async function loadMember(client: ClientBase, incident: string, person: string): Promise<Member> {
  const { rows } = await client.query<MemberRow>(`${memberSql} and m.person_id = $2`, [incident, person]);
  return memberOf(rows[0] ?? fail('nothing-there', 'member'));
}

/**
 * Has whoever changes the members of this incident wait for each other, until the transaction ends; the sweep too. All
 * rows are locked here, by their ids, and before the head of the log: nobody who holds the one waits for the other.
 */
export async function lockMembers(client: ClientBase, incident: string): Promise<void> {
  await client.query('select from cofferdam.incident where id = $1 for no key update', [incident]);
  await client.query(
    'select from cofferdam.membership where incident_id = $1 and removed_at is null order by id for update',
    [incident],
  );
}
