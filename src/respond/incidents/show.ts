import type { z } from 'zod';
import { type Asker, transact } from '#platform/db';
import { fail } from '#platform/errors';
import { authorise } from '../authorise.ts';
import type { Desk } from '../desk.ts';
import { rights } from '../rights.ts';
import type { showIncident } from './contract.ts';
import { type IncidentRow, incidentColumns, incidentOf } from './row.ts';

export type ShownIncident = z.infer<typeof showIncident.answer>;

/** An incident with what the one who asks is in it; `nothing-there` where he is no member. */
export function show(desk: Desk, asker: Asker, incident: string): Promise<ShownIncident> {
  return transact(desk.pool, asker, async (client) => {
    const { role, compartments, entities } = await authorise(client, incident, rights['incidents.show']);
    const { rows } = await client.query<IncidentRow>(
      `select ${incidentColumns} from cofferdam.incident where id = $1`,
      [incident],
    );
    const row = rows[0] ?? fail('nothing-there', 'incident');
    const own = { role, compartments: [...compartments], entities: entities === undefined ? null : [...entities] };
    return { ...incidentOf(row), own };
  });
}
