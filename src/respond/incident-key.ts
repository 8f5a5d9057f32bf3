import type { ClientBase } from 'pg';
import { fail } from '#platform/errors';
import { createDataKey, type DataKey, type MasterKey, unwrapDataKey } from '#platform/vault';

/** Makes the data key of an incident, in the transaction that opens it. */
export async function makeIncidentKey(client: ClientBase, master: MasterKey, incident: string): Promise<void> {
  const { wrapped } = createDataKey(master, incident);
  await client.query('insert into cofferdam.incident_key (incident_id, master_key, box) values ($1, $2, $3)', [
    incident,
    wrapped.masterKey,
    Buffer.from(wrapped.box),
  ]);
}

/** The data key of an incident that the one who asks may see, or the job works for; `nothing-there` for others. */
export async function incidentKey(client: ClientBase, master: MasterKey, incident: string): Promise<DataKey> {
  const { rows } = await client.query<{ master_key: string; box: Buffer }>(
    'select master_key, box from cofferdam.incident_key where incident_id = $1',
    [incident],
  );
  const [wrapped] = rows;
  if (wrapped === undefined) fail('nothing-there', 'incident');
  return unwrapDataKey({ incident, masterKey: wrapped.master_key, box: wrapped.box }, master);
}
