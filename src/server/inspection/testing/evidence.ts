import { createHash, randomUUID } from 'node:crypto';
import { transact } from '#platform/db';
import { putSealed, sealValue } from '#platform/vault';
import { impact, incidentKey } from '#respond';
import type { TestDesk } from '../../../respond/testing/desk.ts';

export interface TestItem {
  readonly name: string;
  readonly bytes: Uint8Array | string | AsyncIterable<Uint8Array>;
  readonly compartment?: 'facts' | 'counsel' | 'person-concerned';
  readonly entity?: string;
}

export const testRules = 'a'.repeat(64);

/** Hands an item in by the short way, complete and sealed in the vault, and queues its inspection. Gives its id. */
export async function handInItem(
  { desk, people, database }: TestDesk,
  incident: string,
  { name, bytes, compartment = 'facts', entity }: TestItem,
  rules = testRules,
): Promise<string> {
  const key = await transact(desk.pool, { person: people.lead }, (c) => incidentKey(c, desk.master, incident));
  const source = typeof bytes === 'string' || bytes instanceof Uint8Array ? once(Buffer.from(bytes)) : bytes;
  const stored = await putSealed(desk.store, key, source);
  const evidence = randomUUID();
  const likeness = createHash('sha256').update(stored.place.name).digest('hex');
  const place = [evidence, incident, compartment, entity];
  await database.owner.query(
    `insert into cofferdam.evidence_item
       (id, incident_id, compartment, entity_id, how, handed_in_by, handed_in_at, size, state, ended_at, likeness, custodian)
     values ($1, $2, $3, $4, 'received', $5, now(), $6, 'complete', now(), $7, $5)`,
    [...place, people.lead, stored.length, likeness],
  );
  await database.owner.query(
    `insert into cofferdam.evidence_label (evidence_id, incident_id, compartment, entity_id, name, source)
     values ($1, $2, $3, $4, $5, '')`,
    [...place, sealValue(key, `evidence_label/name/${evidence}`, Buffer.from(name))],
  );
  await database.owner.query(
    `insert into cofferdam.evidence_bytes (evidence_id, incident_id, compartment, entity_id, blob, sha256)
     values ($1, $2, $3, $4, $5, '')`,
    [...place, stored.place.name],
  );
  await transact(desk.pool, { person: people.lead }, (client) =>
    impact.beginRun(client, { incident, evidence, rules, now: desk.now }),
  );
  return evidence;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Waits until the one row that a query gives is true. */
export async function until({ database }: TestDesk, sql: string, values: readonly unknown[] = []): Promise<void> {
  for (;;) {
    const { rows } = await database.owner.query<Record<string, unknown>>(sql, [...values]);
    if (Object.values(rows[0] ?? {})[0] === true) return;
    await database.owner.query('select pg_sleep(0.02)');
  }
}

export const settled = `select not exists (select from graphile_worker._private_jobs)`;
