import type { ClientBase } from 'pg';
import { type Asker, actorOf, record, transact } from '#platform/db';
import { fail } from '#platform/errors';
import { type DataKey, type OpenedBlob, openStored, openValue } from '#platform/vault';
import { authorise } from '../authorise.ts';
import type { Desk } from '../desk.ts';
import { incidentKey } from '../incident-key.ts';
import { filePathPlace } from '../impact/places.ts';
import { shownRun } from '../impact/read/shown-run.ts';
import { placeOf } from './begin.ts';
import { openable } from './read.ts';
import { nameOfItem } from './rows.ts';
import { type ItemOf, reads } from './show.ts';

export interface Previewing extends ItemOf {
  /** As the inspection numbered it; 0 is the item itself. */
  readonly file: number;
}

/** The bytes of an item, open for the one reading of a preview. */
export interface PreviewSource {
  readonly incident: string;
  readonly blob: OpenedBlob;
  /** Of the item, as it was sent: a hint for its format. */
  readonly name: string;
  readonly file: number;
  /** Where the inspection met the file, below the item: the same number must lead to the same place again. */
  readonly path: string;
  /** Fails where the asker may not open the item any more: it was sealed off, or he was taken out, while it was read. */
  check(): Promise<void>;
}

/**
 * Opens an item to show somebody a part of its text. The log tells of it before a byte is read.
 *
 * Errors: `nothing-there` (also for a file that no inspection has shown), `role-lacking`, `evidence-sealed-off`,
 * `evidence-incomplete`.
 */
export async function openPreview(desk: Desk, asker: Asker, previewing: Previewing): Promise<PreviewSource> {
  const { incident, evidence, file } = previewing;
  const { row, key, path } = await transact(desk.pool, asker, async (client) => {
    await authorise(client, incident, reads);
    const found = await openable(client, previewing);
    const own = await incidentKey(client, desk.master, incident);
    const below = file === 0 ? '' : await pathOf(client, own, previewing);
    const place = placeOf(incident, { compartment: found.compartment, entity: found.entity_id ?? undefined });
    const act = { type: 'evidence-previewed', evidence, file } as const;
    await record(client, { now: desk.now, actor: actorOf(asker), act, place });
    return { row: found, key: own, path: below };
  });
  const name = nameOfItem(key, row) ?? fail('evidence-sealed-off', evidence);
  return {
    incident,
    blob: await openStored(desk.store, key, { incident, name: row.blob }),
    name: name.toString('utf8'),
    file,
    path,
    check: () =>
      transact(desk.pool, asker, async (client) => {
        await authorise(client, incident, reads);
        await openable(client, previewing);
      }),
  };
}

async function pathOf(client: ClientBase, key: DataKey, { incident, evidence, file }: Previewing): Promise<string> {
  const { rows } = await client.query<{ run_id: string; path: Buffer | null }>(
    `select f.run_id, f.path from (${shownRun}) r join cofferdam.inspected_file f
       on f.run_id = r.id and f.attempt = r.shown_attempt
     where f.number = $3`,
    [incident, evidence, file],
  );
  const [row] = rows;
  if (row === undefined) fail('nothing-there', 'file');
  return row.path === null ? '' : openValue(key, filePathPlace(row.run_id, file), row.path).toString();
}
