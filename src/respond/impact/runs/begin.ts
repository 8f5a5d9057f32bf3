import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { enqueue } from '#platform/jobs';
import { countJob, countKey, inspectJob, inspectKey } from '../jobs.ts';
import { tell } from '../tell.ts';

export interface BeginRun {
  readonly incident: string;
  readonly evidence: string;
  /** SHA-256 over what inspection goes by, in hexadecimal digits. */
  readonly rules: string;
  readonly now: () => number;
}

/**
 * Queues the inspection of an item, in the transaction in which it became complete. Bytes that the incident has already
 * are not inspected twice: the item shares the run. An item that is sealed off is not inspected.
 */
export async function beginRun(client: ClientBase, { incident, evidence, rules, now }: BeginRun): Promise<void> {
  const run = randomUUID();
  const { rowCount } = await client.query(
    `insert into cofferdam.inspection_run
       (id, incident_id, compartment, entity_id, evidence_id, content, rules, queued_at, bytes)
     select $1, e.incident_id, e.compartment, e.entity_id, e.id, b.blob, $4, $5, e.size
     from cofferdam.evidence_item e join cofferdam.evidence_bytes b on b.evidence_id = e.id
     where e.id = $3 and e.incident_id = $2 and e.state = 'complete' and not cofferdam.is_sealed_off(e.id)
     on conflict do nothing`,
    [run, incident, evidence, rules, new Date(now())],
  );
  if (rowCount === 1) {
    await enqueue(client, inspectJob, { incident, run }, inspectKey(run));
    await tell(client, { incident, what: 'run', id: run });
    return;
  }
  // The same persons may belong to another place now.
  await recount(client, incident);
}

/**
 * To be called in the transaction that changes what is to be counted: a run ended early, or an item was sealed off and its
 * persons are none of those who are counted.
 */
export async function recount(client: ClientBase, incident: string): Promise<void> {
  await enqueue(client, countJob, { incident }, countKey(incident));
}
