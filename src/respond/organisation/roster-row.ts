import type { ClientBase } from 'pg';
import { type DataKey, type MasterKey, unwrapDataKey } from '#platform/vault';
import type { Roster } from './roster-contract.ts';

interface RosterRow {
  readonly id: string;
  readonly rows: string;
  readonly size: string;
  readonly columns: string[];
  readonly loaded_at: Date;
  readonly loaded_by: string;
  readonly blob: string;
  readonly master_key: string;
  readonly box: Buffer;
}

export interface LoadedRoster {
  readonly roster: Roster;
  /** Name of its blob, below its id. */
  readonly blob: string;
  keyBy(master: MasterKey): DataKey;
}

/** The roster in use; undefined where none was loaded. */
export async function activeRoster(client: ClientBase): Promise<LoadedRoster | undefined> {
  const { rows } = await client.query<RosterRow>(
    `select id, rows, size, columns, loaded_at, loaded_by, blob, master_key, box from cofferdam.roster where active`,
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { id, columns, blob } = row;
  return {
    roster: {
      id,
      rows: Number(row.rows),
      size: Number(row.size),
      columns,
      loadedAt: row.loaded_at.toISOString(),
      loadedBy: row.loaded_by,
    },
    blob,
    keyBy: (master) => unwrapDataKey({ incident: id, masterKey: row.master_key, box: row.box }, master),
  };
}
