import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { actorOf, type Asker, logText, record, transactOnce } from '#platform/db';
import { fail } from '#platform/errors';
import type { Desk } from '../desk.ts';
import { makeIncidentKey } from '../incident-key.ts';
import { chooseCodeName } from './code-name.ts';
import type { Incident, OpenIncident } from './contract.ts';
import { type IncidentRow, incidentColumns, incidentOf } from './row.ts';

/**
 * Opens an incident with its key and its chain of the log; whoever asks becomes its lead.
 *
 * `role-lacking` for admins and auditors of the installation, who are members where a lead lets them in; `code-name-taken`.
 */
export function open(desk: Desk, asker: Asker, input: OpenIncident): Promise<Incident> {
  return transactOnce(desk.pool, asker, desk.now, async (client) => {
    const { rows } = await client.query<{ may: boolean }>(`select cofferdam.has_installation_role('none') as may`);
    if (rows[0]?.may !== true) fail('role-lacking', 'installation');
    const row = await insert(client, desk, asker, input);
    await client.query(
      `insert into cofferdam.membership (id, incident_id, person_id, role, compartments, created_at, created_by)
       values ($1, $2, $3, 'lead', '{facts,counsel,person-concerned}', $4, $3)`,
      [randomUUID(), row.id, asker.person, row.opened_at],
    );
    await makeIncidentKey(client, desk.master, row.id);
    const place = { incident: row.id, compartment: 'facts' } as const;
    const title = await logText(client, row.title, place);
    const act = { type: 'incident-opened', title, severity: row.severity } as const;
    await record(client, { now: desk.now, actor: actorOf(asker), act, place });
    return incidentOf(row);
  });
}

const mostTries = 40;

async function insert(client: PoolClient, desk: Desk, asker: Asker, input: OpenIncident): Promise<IncidentRow> {
  const incident = randomUUID();
  const at = new Date(desk.now());
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const codeName = input.codeName ?? chooseCodeName(attempt);
    const { rowCount } = await client.query(
      `insert into cofferdam.incident (id, title, code_name, severity, opened_at, opened_by)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [incident, input.title, codeName, input.severity, at, asker.person],
    );
    if (rowCount === 1) return load(client, incident);
    if (input.codeName !== undefined) break;
  }
  return fail('code-name-taken');
}

async function load(client: PoolClient, incident: string): Promise<IncidentRow> {
  const { rows } = await client.query<IncidentRow>(`select ${incidentColumns} from cofferdam.incident where id = $1`, [
    incident,
  ]);
  return rows[0] ?? fail('nothing-there', 'incident');
}
