import type { ClientBase } from 'pg';
import { type IncidentRow, incidentColumns } from '../incidents/row.ts';
import type { Role } from '../authorise.ts';

/** An incident of the one who asks, with what he is in it. */
export interface OwnIncident extends IncidentRow {
  readonly role: Role;
  /** Null: all legal entities. */
  readonly entities: string[] | null;
}

/** All of them, the newest first. */
export async function ownIncidents(client: ClientBase): Promise<readonly OwnIncident[]> {
  const columns = incidentColumns
    .split(', ')
    .map((name) => `i.${name}`)
    .join(', ');
  const { rows } = await client.query<OwnIncident>(
    `select ${columns}, o.role::text as role, o.entities
     from cofferdam.own_membership o join cofferdam.incident i on i.id = o.incident_id
     order by i.opened_at desc, i.id desc`,
  );
  return rows;
}
