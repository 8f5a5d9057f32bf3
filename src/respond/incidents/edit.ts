import type { PoolClient } from 'pg';
import { actorOf, type Asker, logText, record, transact } from '#platform/db';
import { fail } from '#platform/errors';
import { authorise } from '../authorise.ts';
import type { Desk } from '../desk.ts';
import { editRights, rights } from '../rights.ts';
import type { EditIncident, Incident } from './contract.ts';
import { type IncidentRow, incidentColumns, incidentOf } from './row.ts';

export interface EditIncidentInput {
  readonly incident: string;
  /** What was read, and is changed. */
  readonly version: number;
  readonly changes: EditIncident;
}

/**
 * Changes title, severity or phase. What is given and is so already is no change; without any the version stays and the
 * log has no entry. `role-lacking` names the field; `changed-meanwhile` where another version is there.
 */
export function edit(desk: Desk, asker: Asker, { incident, version, changes }: EditIncidentInput): Promise<Incident> {
  return transact(desk.pool, asker, async (client) => {
    const { role } = await authorise(client, incident, rights['incidents.edit']);
    for (const field of ['title', 'severity', 'phase'] as const) {
      const may: readonly string[] = editRights[field];
      if (changes[field] !== undefined && !may.includes(role)) fail('role-lacking', field);
    }
    const before = await lock(client, incident);
    if (before.version !== version) fail('changed-meanwhile', 'incident');
    const { title, severity, phase } = changed(before, changes);
    if (title === undefined && severity === undefined && phase === undefined) return incidentOf(before);
    const { rows } = await client.query<IncidentRow>(
      `update cofferdam.incident
       set title = coalesce($2, title), severity = coalesce($3, severity), phase = coalesce($4, phase),
         version = version + 1
       where id = $1 returning ${incidentColumns}`,
      [incident, title, severity, phase],
    );
    const after = rows[0] ?? fail('role-lacking', 'incident');
    const place = { incident, compartment: 'facts' } as const;
    const written = title === undefined ? undefined : await logText(client, title, place);
    const act = {
      type: 'incident-edited',
      version: after.version,
      changed: {
        ...(written !== undefined && { title: written }),
        ...(severity !== undefined && { severity }),
        ...(phase !== undefined && { phase }),
      },
    } as const;
    await record(client, { now: desk.now, actor: actorOf(asker), act, place });
    return incidentOf(after);
  });
}

async function lock(client: PoolClient, incident: string): Promise<IncidentRow> {
  const { rows } = await client.query<IncidentRow>(
    `select ${incidentColumns} from cofferdam.incident where id = $1 for no key update`,
    [incident],
  );
  return rows[0] ?? fail('nothing-there', 'incident');
}

/** Fields whose value is another than before. */
function changed(before: IncidentRow, { title, severity, phase }: EditIncident): EditIncident {
  return {
    title: title === before.title ? undefined : title,
    severity: severity === before.severity ? undefined : severity,
    phase: phase === before.phase ? undefined : phase,
  };
}
