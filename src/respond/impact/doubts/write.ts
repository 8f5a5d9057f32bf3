import type { ClientBase } from 'pg';
import { type DataKey, sealValue } from '#platform/vault';
import { doubtsPlace } from '../places.ts';
import type { CountPlace } from '../persons/sources.ts';
import { type Pair, together } from './pairs.ts';

/** Writes the pairs of a count over those before, in its transaction. */
export async function writeDoubts(
  client: ClientBase,
  { incident, compartment, entity }: CountPlace,
  key: DataKey,
  { id, version }: { readonly id: string; readonly version: number },
  pairs: readonly Pair[],
): Promise<void> {
  for (let block = 0; block * together < pairs.length; block += 1) {
    const some = pairs.slice(block * together, (block + 1) * together);
    const sealed = sealValue(key, doubtsPlace(id, version, block), Buffer.from(JSON.stringify(some)));
    await client.query(
      `insert into cofferdam.subject_doubt
         (count_id, block, incident_id, compartment, entity_id, version, pairs, sealed)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (count_id, block) do update
       set version = excluded.version, pairs = excluded.pairs, sealed = excluded.sealed`,
      [id, block, incident, compartment, entity, version, some.length, sealed],
    );
  }
}
