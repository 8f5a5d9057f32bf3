import type { ClientBase } from 'pg';
import type { Actor } from '#platform/audit';
import { logText, record } from '#platform/db';
import type { Compartment } from '../authorise.ts';
import { placeOf } from './begin.ts';

/** That an item is illegal or classified, who said so and who may open it. */
export interface Sealing {
  readonly why: 'illegal' | 'classified';
  readonly people: readonly string[];
  readonly reason: string;
  readonly at: Date;
  readonly by: string;
}

export interface SealedItem {
  readonly incident: string;
  readonly evidence: string;
  readonly compartment: Compartment;
  readonly entity: string | undefined;
}

/**
 * Waits for others who complete or seal off items of the same bytes: between the look for items alike and the end of
 * the transaction none may come or change.
 */
export async function lockAlike(client: ClientBase, incident: string, likeness: string): Promise<void> {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${incident} ${likeness}`]);
}

/** The sealing of one item; undefined where it is not sealed off. */
export async function sealingOf(
  client: ClientBase,
  which: string,
  values: readonly unknown[],
): Promise<Sealing | undefined> {
  const { rows } = await client.query<{ [K in keyof Sealing]: Sealing[K] | null }>(
    `select sealed_off as why, sealed_people as people, sealed_reason as reason, sealed_at as at, sealed_by as by
     from cofferdam.evidence_item ${which}`,
    [...values],
  );
  const { why, people, reason, at, by } = rows[0] ?? {};
  if (!why || !people || !reason || !at || !by) return undefined;
  return { why, people, reason, at, by };
}

/** The sealing of bytes, of whatever item of the incident it began with; undefined where they are not sealed off. */
export async function sealingOfBytes(
  client: ClientBase,
  incident: string,
  likeness: string,
): Promise<Omit<Sealing, 'reason'> | undefined> {
  const { rows } = await client.query<Omit<Sealing, 'reason'>>(
    `select sealed_off as why, sealed_people as people, sealed_at as at, sealed_by as by
     from cofferdam.sealed_likeness where incident_id = $1 and likeness = $2`,
    [incident, likeness],
  );
  return rows[0];
}

const columns = 'incident_id as incident, id as evidence, compartment, entity_id as entity';
const set = 'set sealed_off = $1, sealed_people = $2, sealed_reason = $3, sealed_at = $4, sealed_by = $5';

/**
 * Seals off the items of an incident that have these bytes and are not sealed off yet, as far as the one who asks sees
 * them. All others of these bytes are shut by the row of their likeness, which the database writes itself.
 */
export async function sealAlike(
  client: ClientBase,
  incident: string,
  likeness: string,
  { why, people, reason, at, by }: Sealing,
): Promise<readonly SealedItem[]> {
  const { rows } = await client.query<SealedItem>(
    `update cofferdam.evidence_item ${set}
     where incident_id = $6 and likeness = $7 and sealed_off is null returning ${columns}`,
    [why, people, reason, at, by, incident, likeness],
  );
  return rows;
}

/** Seals off one item, or names others for it. */
export async function sealOne(
  client: ClientBase,
  evidence: string,
  { why, people, reason, at, by }: Sealing,
): Promise<readonly SealedItem[]> {
  const { rows } = await client.query<SealedItem>(
    `update cofferdam.evidence_item ${set} where id = $6 returning ${columns}`,
    [why, people, reason, at, by, evidence],
  );
  return rows;
}

/** Names others for bytes that are sealed off, and so for all their items. */
export async function nameForBytes(
  client: ClientBase,
  incident: string,
  likeness: string,
  { why, people, at, by }: Sealing,
): Promise<void> {
  await client.query(
    `update cofferdam.sealed_likeness set sealed_off = $1, sealed_people = $2, sealed_at = $3, sealed_by = $4
     where incident_id = $5 and likeness = $6`,
    [why, people, at, by, incident, likeness],
  );
}

/** The entries of items that were sealed off; last in the transaction. */
export async function recordSealedOff(
  client: ClientBase,
  now: () => number,
  items: readonly SealedItem[],
  { why, people, reason }: Sealing,
  actor: Actor = { kind: 'system', id: 'evidence' },
): Promise<void> {
  for (const { incident, evidence, compartment, entity } of items) {
    const place = placeOf(incident, { compartment, entity: entity ?? undefined });
    const text = await logText(client, reason, place);
    const act = { type: 'evidence-sealed-off' as const, evidence, why, people: [...people], reason: text };
    await record(client, { now, actor, act, place });
  }
}
