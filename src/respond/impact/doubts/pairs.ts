import type { ClientBase } from 'pg';
import { fail } from '#platform/errors';
import { type DataKey, openValue } from '#platform/vault';
import { doubtsPlace } from '../places.ts';
import type { CountRow, Label } from '../persons/rows.ts';
import type { DoubtReason } from './contract.ts';

/** Where a record is: the mark of its file, and the byte of its text. */
export type Place = readonly [mark: number, start: number];

/** A pair as it is sealed. */
export interface Pair {
  readonly why: DoubtReason;
  /** Twice the same where they are counted as one. */
  readonly persons: readonly [number, number];
  readonly places: readonly [Place, Place];
  /** Of the two records; null where the persons have labels of their own. */
  readonly labels: readonly [Label, Label] | null;
}

/** Pairs that are sealed together. */
export const together = 256;
/** More than anybody looks at before the next count. */
export const mostListed = 8 * together;

/** Pairs of a count from number `from` on, `most` at most, as far as they are listed. */
export async function pairsFrom(
  client: ClientBase,
  key: DataKey,
  { id, version }: Pick<CountRow, 'id' | 'version'>,
  from: number,
  most: number,
): Promise<readonly { readonly number: number; readonly pair: Pair }[]> {
  const first = Math.floor((from - 1) / together);
  const last = Math.floor((from + most - 2) / together);
  const { rows } = await client.query<{ block: number; sealed: Buffer }>(
    `select block, sealed from cofferdam.subject_doubt
     where count_id = $1 and version = $2 and block between $3 and $4 order by block`,
    [id, version, first, last],
  );
  return rows
    .flatMap(({ block, sealed }) => {
      const pairs = JSON.parse(openValue(key, doubtsPlace(id, version, block), sealed).toString()) as readonly Pair[];
      return pairs.map((pair, at) => ({ number: block * together + at + 1, pair }));
    })
    .filter(({ number }) => number >= from && number < from + most);
}

/** One of them; `nothing-there` where there is none of this number. */
export async function pairOf(
  client: ClientBase,
  key: DataKey,
  count: Pick<CountRow, 'id' | 'version'>,
  number: number,
): Promise<Pair> {
  const [one] = await pairsFrom(client, key, count, number, 1);
  return one?.pair ?? fail('nothing-there', 'doubt');
}
