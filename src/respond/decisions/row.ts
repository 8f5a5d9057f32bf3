import type { ClientBase } from 'pg';
import type { Decision } from './contract.ts';

interface DecisionRow {
  readonly id: string;
  readonly text: string;
  readonly options: string[];
  readonly decided_by: string | null;
  readonly decided_by_name: string | null;
  readonly decided_by_contact: string | null;
  readonly contact_name: string | null;
  readonly at: Date;
  readonly zone: string;
  readonly compartment: Decision['compartment'];
  readonly entity_id: string | null;
  readonly supersedes: string | null;
  readonly superseded_by: string | null;
  readonly recorded_at: Date;
  readonly recorded_by: string;
  readonly recorded_by_name: string;
}

const decisionSql = `
  select d.id, d.text, d.options, d.decided_by, p.name as decided_by_name, d.decided_by_contact, c.name as contact_name,
    d.at, d.zone, d.compartment, d.entity_id, d.supersedes, later.id as superseded_by, d.recorded_at, d.recorded_by,
    r.name as recorded_by_name
  from cofferdam.decision d
  join cofferdam.person r on r.id = d.recorded_by
  left join cofferdam.person p on p.id = d.decided_by
  left join cofferdam.contact c on c.id = d.decided_by_contact
  left join cofferdam.decision later on later.supersedes = d.id
  where d.incident_id = $1`;

/** Decisions that the one who asks may see, the newest first; in a transaction of its caller. */
export async function loadDecisions(client: ClientBase, incident: string): Promise<Decision[]> {
  const { rows } = await client.query<DecisionRow>(`${decisionSql} order by d.at desc, d.recorded_at desc, d.id`, [
    incident,
  ]);
  return rows.map(decisionOf);
}

/** One decision; undefined where the one who asks may not see it. */
export async function loadDecision(
  client: ClientBase,
  incident: string,
  decision: string,
): Promise<Decision | undefined> {
  const { rows } = await client.query<DecisionRow>(`${decisionSql} and d.id = $2`, [incident, decision]);
  return rows.map(decisionOf)[0];
}

function decisionOf(row: DecisionRow): Decision {
  const { id, text, options, zone, compartment, supersedes, superseded_by: supersededBy } = row;
  return {
    id,
    text,
    options,
    decidedBy:
      row.decided_by === null
        ? { kind: 'contact', id: row.decided_by_contact ?? '', name: row.contact_name }
        : { kind: 'person', id: row.decided_by, name: row.decided_by_name },
    at: row.at.toISOString(),
    zone,
    compartment,
    entity: row.entity_id,
    supersedes,
    supersededBy,
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: { id: row.recorded_by, name: row.recorded_by_name },
  };
}
