import type { Sorter, SpillStore } from '../contract.ts';
import { Rows } from './batch.ts';
import { u16, u32, u40, u48 } from './bytes.ts';
import { Cursor } from './cursor.ts';
import { doubtBytes, readDoubt, type Why } from './doubt.ts';
import { flags, head } from './layout.ts';
import { entryBytes } from './output.ts';
import type { RecordPlace } from './rulings.ts';

/** Two that may be one person, or one that may be two: somebody has to look. */
export interface Doubt {
  readonly why: Why;
  /** Numbers of the persons, the lower first; twice the same where two records were put together. */
  readonly persons: readonly [number, number];
  /** What a ruling is about: the two records, or the first of each person. */
  readonly places: readonly [RecordPlace, RecordPlace];
  /** Their numbers among all records. */
  readonly records: readonly [number, number];
}

export interface ListedDoubts {
  /** With those beyond `listed`, as far as it is known of these that there are two to look at. */
  readonly total: number;
  /** The most telling. */
  readonly listed: readonly Doubt[];
}

/** Doubts as they come up, on disk. */
export interface Doubts {
  /** A row of doubt.ts. */
  add(bytes: Uint8Array, at: number): void;
  /** Whole rows. */
  push(rows: Uint8Array): Promise<void>;
  /** To be awaited after at most 32 calls of `add`. */
  drain(): Promise<void>;
  /** The first `most`, of persons by the entries of all clusters (output.ts). */
  list(entries: Sorter, most: number): Promise<ListedDoubts>;
  close(): Promise<void>;
}

export function createDoubts(spill: SpillStore): Doubts {
  const sorter = spill.sorter(doubtBytes, doubtBytes);
  const rows = new Rows(sorter, doubtBytes, 256);
  return {
    add(bytes, at) {
      rows.bytes.set(bytes.subarray(at, at + doubtBytes), rows.room());
    },
    push: (some) => sorter.push(some),
    async drain() {
      if (rows.full()) await rows.flush();
    },
    async list(entries, most) {
      await rows.flush();
      const { total, taken } = await take(sorter, most);
      const clusters = await look(entries, taken);
      const listed = taken.flatMap((row) => resolved(row, clusters) ?? []);
      return { total: total - (taken.length - listed.length), listed };
    },
    close: () => sorter.close(),
  };
}

type Row = ReturnType<typeof readDoubt>;

/** Two clusters may meet under several names. */
async function take(sorter: Sorter, most: number): Promise<{ total: number; taken: readonly Row[] }> {
  const taken: Row[] = [];
  let total = 0;
  let last = new Uint8Array(doubtBytes).fill(255);
  const cursor = new Cursor(sorter, doubtBytes);
  while (cursor.step() || (await cursor.load())) {
    const row = cursor.bytes.subarray(cursor.at, cursor.at + doubtBytes);
    if (Buffer.compare(row, last) === 0) continue;
    last = row.slice();
    total += 1;
    if (taken.length < most) taken.push(readDoubt(row, 0));
  }
  return { total, taken };
}

interface Seen {
  person: number;
  readonly first: RecordPlace & { readonly record: number };
  /** Numbers of records that are asked for, by their places. */
  readonly records: Map<string, number>;
}

const keyOf = ({ file, start }: RecordPlace): string => `${file}:${start}`;

/** Goes through all entries once, and keeps what is asked for. */
async function look(entries: Sorter, rows: readonly Row[]): Promise<ReadonlyMap<number, Seen>> {
  const wanted = new Map<number, Set<string>>();
  for (const { clusters, places } of rows) {
    for (const [side, cluster] of clusters.entries()) {
      const known = wanted.get(cluster) ?? new Set();
      wanted.set(cluster, known.add(keyOf(places[side] ?? places[0])));
    }
  }
  const seen = new Map<number, Seen>();
  let cluster = -1;
  let person = 0;
  let counted = false;
  const cursor = new Cursor(entries, entryBytes);
  while (cursor.step() || (await cursor.load())) {
    const { bytes, at } = cursor;
    const next = u40(bytes, at);
    if (next !== cluster) counted = false;
    cluster = next;
    const row = at + 10;
    if ((u16(bytes, row + head.flags) & flags.roster) !== 0) continue;
    if (!counted) person += 1;
    counted = true;
    const places = wanted.get(cluster);
    if (places === undefined) continue;
    const place = { file: u32(bytes, row + head.file), start: u48(bytes, row + head.start) };
    const record = u40(bytes, at + 5);
    let own = seen.get(cluster);
    if (own === undefined) seen.set(cluster, (own = { person, first: { ...place, record }, records: new Map() }));
    if (places.has(keyOf(place))) own.records.set(keyOf(place), record);
  }
  return seen;
}

/** Undefined where a cluster has gone to an owner meanwhile, or is in a roster alone. */
function resolved({ why, clusters, places }: Row, seen: ReadonlyMap<number, Seen>): Doubt | undefined {
  const [one, two] = [seen.get(clusters[0]), seen.get(clusters[1])];
  if (one === undefined || two === undefined) return undefined;
  if (one !== two) {
    const [first, second] = one.person < two.person ? [one, two] : [two, one];
    return {
      why,
      persons: [first.person, second.person],
      places: [placeOf(first), placeOf(second)],
      records: [first.first.record, second.first.record],
    };
  }
  const records = places.map((place) => one.records.get(keyOf(place)));
  const [first, second] = records;
  if (first === undefined || second === undefined) return undefined;
  return { why, persons: [one.person, one.person], places, records: [first, second] };
}

const placeOf = ({ first: { file, start } }: Seen): RecordPlace => ({ file, start });
