import type { ClientBase } from 'pg';
import type { Statement } from './contract.ts';

interface StatementRow {
  readonly id: string;
  readonly step: Statement['step'];
  readonly at: Date;
  readonly zone: string;
  readonly said_by: string;
  readonly entity_id: string | null;
  readonly compartment: Statement['compartment'];
  readonly note: string | null;
  readonly recorded_at: Date;
  readonly recorded_by: string;
}

/** All statements that the one who asks may see, in the order in which they were made. */
export async function loadStatements(client: ClientBase, incident: string): Promise<Statement[]> {
  const { rows } = await client.query<StatementRow>(
    `select id, step, at, zone, said_by, entity_id, compartment, note, recorded_at, recorded_by
     from cofferdam.awareness_statement where incident_id = $1 order by recorded_at, at, id`,
    [incident],
  );
  return rows.map(({ id, step, at, zone, said_by, entity_id, compartment, note, recorded_at, recorded_by }) => ({
    id,
    step,
    since: at.toISOString(),
    zone,
    saidBy: said_by,
    entity: entity_id,
    compartment,
    note,
    recordedAt: recorded_at.toISOString(),
    recordedBy: recorded_by,
  }));
}
