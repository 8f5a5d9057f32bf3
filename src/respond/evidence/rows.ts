import type { ClientBase } from 'pg';
import { fail } from '#platform/errors';
import { type DataKey, openValue } from '#platform/vault';
import type { Compartment } from '../authorise.ts';
import { digestAt, nameAt } from './begin.ts';
import type { Item } from './contract.ts';
import { maskedName } from './names.ts';

/** An item as its tables have it; what is sealed off from the asker is null. */
export interface ItemRow {
  readonly id: string;
  readonly compartment: Compartment;
  readonly entity_id: string | null;
  readonly how: Item['how'];
  readonly obtained_at: Date | null;
  readonly handed_in_by: string;
  readonly handed_in_at: Date;
  readonly size: string;
  readonly state: Item['state'];
  readonly likeness: string | null;
  readonly custodian: string | null;
  readonly off_why: 'illegal' | 'classified' | null;
  readonly off_people: string[] | null;
  readonly off_at: Date | null;
  readonly off_by: string | null;
  readonly received: string;
  readonly last_part_at: Date | null;
  readonly name: Buffer | null;
  readonly source: string | null;
  readonly blob: string | null;
  readonly sha256: Buffer | null;
}

/** Items below row-level security: label and bytes of those that the asker may open. */
export const itemSources = `
  from cofferdam.evidence_item e
  join cofferdam.evidence_upload u on u.evidence_id = e.id
  left join cofferdam.evidence_label l on l.evidence_id = e.id
  left join cofferdam.evidence_bytes b on b.evidence_id = e.id
  left join cofferdam.sealed_likeness s on s.incident_id = e.incident_id and s.likeness = e.likeness`;

/** Rows of items. Where the bytes are sealed off, that counts and not what was said of the item alone. */
export const itemRows = `select e.*, u.received, u.last_part_at, l.name, l.source, b.blob, b.sha256,
    coalesce(s.sealed_off, e.sealed_off) as off_why, coalesce(s.sealed_people, e.sealed_people) as off_people,
    coalesce(s.sealed_at, e.sealed_at) as off_at, coalesce(s.sealed_by, e.sealed_by) as off_by
  ${itemSources}`;

export async function loadItem(client: ClientBase, incident: string, evidence: string, lock = ''): Promise<ItemRow> {
  const { rows } = await client.query<ItemRow>(`${itemRows} where e.incident_id = $1 and e.id = $2 ${lock}`, [
    incident,
    evidence,
  ]);
  return rows[0] ?? fail('nothing-there', 'evidence');
}

/** The name as it was sent; undefined where it is sealed off. */
export function nameOfItem(key: DataKey, { id, name }: ItemRow): Buffer | undefined {
  return name === null ? undefined : openValue(key, nameAt(id), name);
}

export function itemOf(key: DataKey, row: ItemRow): Item {
  const name = nameOfItem(key, row);
  const { off_why: why, off_people: people, off_at: at, off_by: by } = row;
  return {
    id: row.id,
    compartment: row.compartment,
    entity: row.entity_id,
    name: name === undefined ? null : maskedName(name),
    how: row.how,
    obtained: row.obtained_at?.toISOString() ?? null,
    handedIn: { by: row.handed_in_by, at: row.handed_in_at.toISOString() },
    size: Number(row.size),
    state: row.state,
    received: Number(row.received),
    lastPart: row.last_part_at?.toISOString() ?? null,
    custodian: row.custodian,
    sha256: row.sha256 && openValue(key, digestAt(row.id), row.sha256).toString('hex'),
    sealedOff: why && people && at && by ? { why, people, at: at.toISOString(), by } : null,
  };
}
