import type { Client } from 'pg';
import { type BlobPlace, type DataKey, type MasterKey, unwrapDataKey } from '#platform/vault';
import { nameOf } from './tables.ts';

/** What the database knows of the vault, whichever migration it is at: told by the columns of its tables. */
export interface Vaulted {
  /** By what blobs lie below: an incident, or the id of what has a key of its own. */
  readonly keys: ReadonlyMap<string, DataKey>;
  readonly blobs: readonly BlobPlace[];
}

/** Fails with `key-wrong` and `key-damaged` where a key does not open with the master key. */
export async function readVaulted(client: Client, master: MasterKey): Promise<Vaulted> {
  const keys = new Map<string, DataKey>();
  const blobs: BlobPlace[] = [];
  for (const { table, columns } of await tablesOf(client)) {
    const owner = columns.includes('incident_id') ? 'incident_id' : 'id';
    if (columns.includes('master_key') && columns.includes('box')) {
      const { rows } = await client.query<{ owner: string; masterKey: string; box: Buffer }>(
        `select ${owner}::text as owner, master_key as "masterKey", box from ${nameOf(table)} where box is not null`,
      );
      for (const { owner: incident, ...wrapped } of rows) {
        keys.set(incident, unwrapDataKey({ incident, ...wrapped }, master));
      }
    }
    if (columns.includes('blob')) {
      const { rows } = await client.query<BlobPlace>(
        `select distinct ${owner}::text as incident, blob::text as name from ${nameOf(table)} where blob is not null`,
      );
      blobs.push(...rows);
    }
  }
  return { keys, blobs };
}

async function tablesOf(
  client: Client,
): Promise<readonly { readonly table: string; readonly columns: readonly string[] }[]> {
  const { rows } = await client.query<{ table: string; columns: string[] }>(
    `select c.relname::text as table, array_agg(a.attname::text) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'cofferdam'::regnamespace and c.relkind = 'r'
     group by 1 having array_agg(a.attname::text) && array['box', 'blob'] order by 1`,
  );
  return rows;
}
