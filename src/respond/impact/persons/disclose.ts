import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { Asker, EntryPlace } from '#platform/db';
import { logText } from '#platform/db';
import type { CountRow } from './rows.ts';

export interface Disclosure {
  readonly incident: string;
  readonly count: CountRow;
  readonly at: Date;
  readonly reason: string;
  /** The person; undefined for a list. */
  readonly number?: number;
  readonly recipient?: string;
  readonly values: 'masked' | 'revealed';
}

/** Keeps what the log will stand for, in the transaction of the act; gives its id, its place and the hash of the reason. */
export async function disclose(
  client: ClientBase,
  { person }: Asker,
  { incident, count, at, reason, number, recipient, values }: Disclosure,
): Promise<{ readonly id: string; readonly place: EntryPlace; readonly reason: string }> {
  const id = randomUUID();
  const { compartment, entity_id: entity } = count;
  await client.query(
    `insert into cofferdam.subject_disclosure
       (id, incident_id, compartment, entity_id, person_id, at, reason, count_id, count_version, number, recipient, revealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      id,
      incident,
      compartment,
      entity,
      person,
      at,
      reason,
      count.id,
      count.version,
      number,
      recipient,
      values === 'revealed',
    ],
  );
  const place = { incident, compartment, ...(entity !== null && { entity }) };
  return { id, place, reason: await logText(client, reason, place) };
}
