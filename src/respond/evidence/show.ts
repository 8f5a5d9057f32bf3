import type { ClientBase } from 'pg';
import { type Asker, transact } from '#platform/db';
import { authorise, type Role } from '../authorise.ts';
import type { Desk } from '../desk.ts';
import { incidentKey } from '../incident-key.ts';
import type { ShownItem } from './contract.ts';
import { shownName } from './names.ts';
import { itemOf, type ItemRow, loadItem, nameOfItem } from './rows.ts';

/** Who may look at bytes and whole names. */
export const reads: readonly Role[] = ['lead', 'analyst', 'dpo', 'legal', 'hr'];

export interface ItemOf {
  readonly incident: string;
  readonly evidence: string;
}

/** One item, with its name whole for those who may read it, and who answered for it. `nothing-there`. */
export function showItem(desk: Desk, asker: Asker, item: ItemOf): Promise<ShownItem> {
  return transact(desk.pool, asker, (client) => shown(client, desk, item));
}

/** As `showItem`, in a transaction of its caller. */
export async function shown(client: ClientBase, desk: Desk, { incident, evidence }: ItemOf): Promise<ShownItem> {
  const { role } = await authorise(client, incident);
  const key = await incidentKey(client, desk.master, incident);
  const row = await loadItem(client, incident, evidence);
  const item = itemOf(key, row);
  const name = reads.includes(role) ? nameOfItem(key, row) : undefined;
  return {
    ...item,
    ...(name !== undefined && { name: shownName(name) }),
    source: row.source,
    alike: await alike(client, incident, row),
    custody: await custody(client, evidence),
  };
}

async function alike(client: ClientBase, incident: string, { id, likeness }: ItemRow): Promise<string[]> {
  if (likeness === null) return [];
  const { rows } = await client.query<{ id: string }>(
    'select id from cofferdam.evidence_item where incident_id = $1 and likeness = $2 and id <> $3 order by handed_in_at',
    [incident, likeness, id],
  );
  return rows.map((row) => row.id);
}

interface CustodyRow {
  readonly number: number;
  readonly at: Date;
  readonly by: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly outside: string | null;
  readonly why: string;
}

async function custody(client: ClientBase, evidence: string): Promise<ShownItem['custody']> {
  const { rows } = await client.query<CustodyRow>(
    `select number, at, recorded_by as by, from_person as "from", to_person as "to", outside, why
     from cofferdam.custody_entry where evidence_id = $1 order by number`,
    [evidence],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
