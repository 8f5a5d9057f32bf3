import type { ClientBase } from 'pg';
import { type IncidentRow, incidentColumns } from '../incidents/row.ts';
import type { Role } from '../authorise.ts';

/** An incident of the one who asks, with what he is in it. */
export interface OwnIncident extends IncidentRow {
  readonly role: Role;
  /** Null: all legal entities. */
  readonly entities: string[] | null;
}

const columns = incidentColumns
  .split(', ')
  .map((name) => `i.${name}`)
  .join(', ');
const stated = `select s.incident_id from cofferdam.awareness_statement s where s.step = 'aware'`;

/** Of an incident `i`: looked up one by one for the few that are told of. */
const ownRole = `select m.role, m.entities from cofferdam.own_membership m where m.incident_id = i.id limit 1`;

// Of 10,000 incidents of one's own, milliseconds in the database (p50 of 7, on two cores that others used as well): the silent
// ones joined to all memberships 126, to a materialised list of these 80, walked from the oldest with a look at each 2; the
// newest joined 33, looked up 13; to count them 10 to 20. Where nobody of them has a role in `roles` each is looked at.

/** How many there are. */
export async function countOwn(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ total: number }>('select count(*)::int as total from cofferdam.own_membership');
  return rows[0]?.total ?? 0;
}

/** The newest of them. */
export async function newestOwn(client: ClientBase, most: number): Promise<readonly OwnIncident[]> {
  const { rows } = await client.query<OwnIncident>(
    `select i.*, o.role::text as role, o.entities
     from (select ${columns} from cofferdam.incident i order by i.opened_at desc, i.id desc limit $1) i
     cross join lateral (${ownRole}) o
     order by i.opened_at desc, i.id desc`,
    [most],
  );
  return rows;
}

/** Those in which somebody stated awareness, as far as he may see it: all of them, since each may have the nearest clock. */
export async function statedOwn(client: ClientBase): Promise<readonly OwnIncident[]> {
  const { rows } = await client.query<OwnIncident>(
    `select ${columns}, o.role::text as role, o.entities
     from cofferdam.incident i join cofferdam.own_membership o on o.incident_id = i.id
     where i.phase <> 'learn' and i.id in (${stated})`,
  );
  return rows;
}

/** The oldest of those in which nobody did, where he has one of `roles`. */
export async function silentOwn(
  client: ClientBase,
  roles: readonly Role[],
  most: number,
): Promise<readonly OwnIncident[]> {
  const { rows } = await client.query<OwnIncident>(
    `select i.*, o.role::text as role, o.entities
     from (
       select ${columns} from cofferdam.incident i
       where i.phase <> 'learn' and i.id not in (${stated})
         and (select o.role::text from (${ownRole}) o) = any ($1)
       order by i.opened_at, i.id limit $2
     ) i cross join lateral (${ownRole}) o
     order by i.opened_at, i.id`,
    [roles, most],
  );
  return rows;
}
