import type { ClientBase } from 'pg';
import type { DataKey } from '#platform/vault';
import type { Item, ShownItem } from './contract.ts';
import { itemOf, type ItemRow, itemRows } from './rows.ts';

/** An item with everybody who answered for it; its name is masked. */
export interface LedgerItem extends Item {
  readonly custody: ShownItem['custody'];
}

interface CustodyRow extends Pick<ShownItem['custody'][number], 'number' | 'outside' | 'why'> {
  readonly evidence_id: string;
  readonly at: Date;
  readonly by: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** Items that the one who asks may see, the oldest first, `most` of them; in a transaction of its caller. */
export async function loadLedger(
  client: ClientBase,
  key: DataKey,
  incident: string,
  most: number,
): Promise<LedgerItem[]> {
  const { rows } = await client.query<ItemRow>(
    `${itemRows} where e.incident_id = $1 order by e.handed_in_at, e.id limit $2`,
    [incident, most],
  );
  const passed = await client.query<CustodyRow>(
    `select evidence_id, number, at, recorded_by as by, from_person as "from", to_person as "to", outside, why
     from cofferdam.custody_entry where evidence_id = any ($1) order by evidence_id, number`,
    [rows.map(({ id }) => id)],
  );
  const custody = Map.groupBy(passed.rows, (row) => row.evidence_id);
  return rows.map((row) => ({
    ...itemOf(key, row),
    custody: (custody.get(row.id) ?? []).map(({ number, at, by, from, to, outside, why }) => ({
      number,
      at: at.toISOString(),
      by,
      from,
      to,
      outside,
      why,
    })),
  }));
}
