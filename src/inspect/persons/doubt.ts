import { put32, put40, put48, u32, u40, u48 } from './bytes.ts';
import { head } from './layout.ts';
import type { RecordPlace } from './rulings.ts';

/**
 * Why somebody has to look, most telling first. Put together, and something speaks against it: `other-birth`, one official
 * number and two birth dates; `other-name`, one official number and two names; `two-numbers`, two customer numbers of one
 * list; `other-family-name`, one mailbox and given name; `spelling`, a name that is a letter off. Not put together, and nothing
 * speaks against it: `same-birth` and `same-contact`, namesakes who share that; `same-name`; `short-name`, one has less
 * of a name that the other has in full.
 */
const whys = [
  'other-birth',
  'other-name',
  'two-numbers',
  'other-family-name',
  'same-birth',
  'same-contact',
  'spelling',
  'short-name',
  'same-name',
] as const;
export type Why = (typeof whys)[number];

/**
 * Row: priority of the reason 1, clusters 5 each (twice the same where they were put together), and where the two records
 * are, file 4 and start 6 each; zeros where the first records of the clusters stand for them.
 */
export const doubtBytes = 31;
const placesAt = 11;

/** A record as it lies in `bytes`. */
type Lying = { readonly bytes: Uint8Array; readonly start: number };

export interface DoubtfulPair {
  readonly why: Why;
  readonly clusters: readonly [number, number];
  readonly records?: readonly [Lying, Lying];
}

export function putDoubt(into: Uint8Array, at: number, { why, clusters, records }: DoubtfulPair): void {
  into[at] = whys.indexOf(why);
  put40(into, at + 1, clusters[0]);
  put40(into, at + 6, clusters[1]);
  into.fill(0, at + placesAt, at + doubtBytes);
  for (const [side, { bytes, start }] of (records ?? []).entries()) {
    const to = at + placesAt + 10 * side;
    put32(into, to, u32(bytes, start + head.file));
    put48(into, to + 4, u48(bytes, start + head.start));
  }
}

export function doubtRow(pair: DoubtfulPair): Uint8Array {
  const row = new Uint8Array(doubtBytes);
  putDoubt(row, 0, pair);
  return row;
}

/** Reads what `putDoubt` wrote. */
export function readDoubt(bytes: Uint8Array, at: number) {
  const placeAt = (from: number): RecordPlace => ({ file: u32(bytes, from), start: u48(bytes, from + 4) });
  return {
    why: whys[bytes[at] ?? 0] ?? 'same-name',
    clusters: [u40(bytes, at + 1), u40(bytes, at + 6)],
    places: [placeAt(at + placesAt), placeAt(at + placesAt + 10)],
  } as const;
}
