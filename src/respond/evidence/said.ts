import { type Asker, transact } from '#platform/db';
import { authorise } from '../authorise.ts';
import type { HandIn } from './contract.ts';
import type { Desk } from '../desk.ts';
import type { UploadOf } from './hold.ts';
import { incidentKey } from '../incident-key.ts';
import { handsIn } from './intake.ts';
import { loadItem, nameOfItem } from './rows.ts';

/** What was said of a file when its upload began; undefined where it is sealed off from the asker. */
export function saidOf(desk: Desk, asker: Asker, { incident, evidence }: UploadOf): Promise<HandIn | undefined> {
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, incident, handsIn);
    const row = await loadItem(client, incident, evidence);
    const name = nameOfItem(await incidentKey(client, desk.master, incident), row);
    if (name === undefined) return undefined;
    const { how, source, compartment, size } = row;
    return {
      name,
      how,
      compartment,
      length: Number(size),
      ...(source !== null && source !== '' && { source }),
      ...(row.obtained_at !== null && { obtained: row.obtained_at.toISOString() }),
      ...(row.entity_id !== null && { entity: row.entity_id }),
    };
  });
}
