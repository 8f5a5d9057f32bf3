import type { Span, TruthRecord } from './read.ts';
import type { Score } from './values.ts';

/** A record of the truth with the places of its values, or a record that the program saw where the truth has none. */
export interface RecordPair {
  /** Person in the truth; undefined for what is no record. */
  readonly truth: string | undefined;
  /** Person according to the program; undefined where it saw no record. */
  readonly seen: string | undefined;
  /** The values of the record, for the list of what went wrong. */
  readonly values: readonly string[];
}

export interface PlacedRecord {
  readonly record: TruthRecord;
  readonly spans: readonly Span[];
}
export interface SeenRecord {
  readonly person: string;
  readonly span: Span;
}

/**
 * Pairs the records of one file: a seen record belongs to the truth record most of whose values it covers. Records that
 * cover only places that are not scored are passed over; a second one for the same truth counts as spurious when it
 * names another person. Several persons of one row have the row as their place: the one whom it is about comes first, and the next
 * belongs to the truth record with the next most values.
 */
export function pairRecords(
  seen: readonly SeenRecord[],
  truth: readonly PlacedRecord[],
  loose: readonly Span[],
): RecordPair[] {
  const spots = truth
    .flatMap(({ spans }, record) => spans.map((span) => ({ record, at: (span.start + span.end) / 2 })))
    .sort((a, b) => a.at - b.at);
  const best = new Map<number, { person: string; covers: number }[]>();
  const pairs: RecordPair[] = [];
  /** The persons of each place, in the order in which they were told. */
  const inSpan = new Map<string, Set<string>>();
  for (const { person, span } of seen) {
    const counts = new Map<number, number>();
    for (let at = firstAt(spots, span.start); at < spots.length && (spots[at]?.at ?? 0) < span.end; at++) {
      const record = spots[at]?.record ?? 0;
      counts.set(record, (counts.get(record) ?? 0) + 1);
    }
    const row = inSpan.getOrInsertComputed(`${span.start} ${span.end}`, () => new Set());
    row.add(person);
    const ranked = [...counts].sort((a, b) => b[1] - a[1]);
    const top = ranked[[...row].indexOf(person)] ?? ranked[0];
    if (top !== undefined) best.set(top[0], [...(best.get(top[0]) ?? []), { person, covers: top[1] }]);
    else if (!loose.some(({ start, end }) => start < span.end && end > span.start))
      pairs.push({ truth: undefined, seen: person, values: [] });
  }
  for (const [at, { record }] of truth.entries()) {
    if (!record.scored) continue;
    const claims = (best.get(at) ?? []).sort((a, b) => b.covers - a.covers);
    const [first, ...others] = claims;
    pairs.push({ truth: record.person, seen: first?.person, values: record.values });
    for (const other of others)
      if (other.person !== first?.person) pairs.push({ truth: undefined, seen: other.person, values: record.values });
  }
  return pairs;
}

function firstAt(spots: readonly { readonly at: number }[], start: number): number {
  let low = 0;
  let high = spots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spots[middle]?.at ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** B-cubed (Bagga and Baldwin 1998) over records: mean over all records of how pure and how complete their cluster is. */
export function bCubed(pairs: readonly RecordPair[]): Score {
  const both = new Map<string, number>();
  const bySeen = new Map<string, number>();
  const byTruth = new Map<string, number>();
  const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
  for (const { truth, seen } of pairs) {
    if (seen !== undefined) count(bySeen, seen);
    if (truth !== undefined) count(byTruth, truth);
    if (truth !== undefined && seen !== undefined) count(both, JSON.stringify([truth, seen]));
  }
  let precision = 0;
  let recall = 0;
  let truths = 0;
  for (const { truth, seen } of pairs) {
    if (truth !== undefined) truths++;
    if (truth === undefined || seen === undefined) continue;
    const common = both.get(JSON.stringify([truth, seen])) ?? 0;
    precision += common / (bySeen.get(seen) ?? 1);
    recall += common / (byTruth.get(truth) ?? 1);
  }
  const p = pairs.length === 0 ? 1 : precision / pairs.length;
  const r = truths === 0 ? 1 : recall / truths;
  return { precision: p, recall: r, f1: p + r === 0 ? 0 : (2 * p * r) / (p + r) };
}
