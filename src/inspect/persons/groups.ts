import type { SpillStore } from '../contract.ts';
import { u16, u32 } from './bytes.ts';
import { Cursor } from './cursor.ts';
import type { PersonSpill, SpillBuckets } from './spill.ts';
import { sortWords } from './words.ts';

/** Rows of one width that begin with a key of 8 bytes and a rank of 1, to be read again key by key. */
export interface Groups {
  /** Where rows are written, each whole, at the offset that `room` gives for the first half of its key. */
  readonly bytes: Uint8Array;
  room(high: number): number;
  drain(): Promise<void>;
  /**
   * Calls `visit` with the rows of each key up to `end`, lowest rank first and else in order of arrival; what goes beyond
   * the most that are asked for is left out. What it returns is awaited; the rows are valid until then.
   */
  each(visit: Visit): Promise<void>;
  close(): Promise<void>;
}
type Visit = (group: Uint8Array, end: number) => Promise<void> | undefined;

const keyBytes = 8;
const bucketCount = 256;
/** Bytes of a bucket that are held in memory. One with more is sorted on disk. */
const mostHeld = 32 * 2 ** 20;

/** @param mostRows of one key that are handed out */
export function createGroups(spill: PersonSpill, width: number, mostRows: number, most = mostHeld): Groups {
  const buckets = spill.buckets(bucketCount);
  return {
    get bytes() {
      return buckets.bytes;
    },
    room: (high) => buckets.room(high >>> 24, width),
    drain: () => buckets.drain(),
    async each(visit) {
      const group = new Group(width, mostRows);
      const held = new Held(width);
      for (let bucket = 0; bucket < bucketCount; bucket += 1) {
        if (buckets.size(bucket) > most) {
          await eachSorted(spill, width, buckets.read(bucket), group, visit);
        } else {
          await held.load(buckets, bucket);
          await held.each(group, visit);
        }
      }
    },
    close: () => buckets.close(),
  };
}

/** The rows of one key, side by side. */
class Group {
  readonly bytes: Uint8Array;
  readonly #width: number;
  used = 0;

  constructor(width: number, mostRows: number) {
    this.#width = width;
    this.bytes = new Uint8Array(mostRows * width);
  }

  add(bytes: Uint8Array, at: number): void {
    if (this.used === this.bytes.length) return;
    for (let byte = 0; byte < this.#width; byte += 1) this.bytes[this.used + byte] = bytes[at + byte] ?? 0;
    this.used += this.#width;
  }

  hasKeyOf(bytes: Uint8Array, at: number): boolean {
    return u32(this.bytes, 0) === u32(bytes, at) && u32(this.bytes, 4) === u32(bytes, at + 4);
  }
}

async function eachSorted(
  spill: SpillStore,
  width: number,
  rows: AsyncIterable<Uint8Array>,
  group: Group,
  visit: Visit,
): Promise<void> {
  const sorter = spill.sorter(width, keyBytes + 1);
  try {
    for await (const piece of rows) await sorter.push(piece);
    const cursor = new Cursor(sorter, width);
    group.used = 0;
    while (cursor.step() || (await cursor.load())) {
      if (group.used > 0 && !group.hasKeyOf(cursor.bytes, cursor.at)) {
        await visit(group.bytes, group.used);
        group.used = 0;
      }
      group.add(cursor.bytes, cursor.at);
    }
    if (group.used > 0) await visit(group.bytes, group.used);
  } finally {
    await sorter.close();
  }
}

/** One bucket in memory. */
class Held {
  readonly #width: number;
  #bytes = new Uint8Array(0);
  #words = new BigUint64Array(0);
  #order = new Uint32Array(0);
  #count = 0;

  constructor(width: number) {
    this.#width = width;
  }

  async load(buckets: SpillBuckets, bucket: number): Promise<void> {
    const size = buckets.size(bucket);
    if (this.#bytes.length < size) {
      this.#bytes = new Uint8Array(Math.ceil((size * 1.25) / this.#width) * this.#width);
      this.#words = new BigUint64Array(this.#bytes.length / this.#width);
      this.#order = new Uint32Array(this.#words.length);
    }
    let used = 0;
    for await (const piece of buckets.read(bucket)) {
      this.#bytes.set(piece, used);
      used += piece.length;
    }
    this.#count = used / this.#width;
    // All keys of a bucket have the same first byte.
    const bytes = this.#bytes;
    const width = this.#width;
    sortWords(this.#words, this.#count, this.#order, (row, put) => {
      put(u32(bytes, row * width + 1), bytes[row * width + 5] ?? 0);
    });
  }

  /** Five bytes of a key in common are nearly always all of it; where they are not, keys take turns. */
  async each(group: Group, visit: Visit): Promise<void> {
    for (let from = 0; from < this.#count; ) {
      const first = (this.#order[from] ?? 0) * this.#width;
      let to = from + 1;
      while (to < this.#count && this.#alike(first, (this.#order[to] ?? 0) * this.#width)) to += 1;
      let left = this.#order.subarray(from, to);
      while (left.length > 0) {
        left = this.#gather(left, group);
        const visited = visit(group.bytes, group.used);
        if (visited !== undefined) await visited;
      }
      from = to;
    }
  }

  #alike(one: number, two: number): boolean {
    const bytes = this.#bytes;
    return u32(bytes, one + 1) === u32(bytes, two + 1) && bytes[one + 5] === bytes[two + 5];
  }

  /** Puts together the rows that have the key of the first; returns the others. */
  #gather(rows: Uint32Array<ArrayBuffer>, group: Group): Uint32Array<ArrayBuffer> {
    const bytes = this.#bytes;
    const first = (rows[0] ?? 0) * this.#width;
    const [high, low] = [u16(bytes, first + 4), u16(bytes, first + 6)];
    let others = 0;
    let ranks = 0;
    for (const row of rows) {
      const at = row * this.#width;
      if (u16(bytes, at + 4) !== high || u16(bytes, at + 6) !== low) others += 1;
      else ranks |= 1 << (bytes[at + keyBytes] ?? 0);
    }
    group.used = 0;
    for (let rank = 0; ranks >>> rank !== 0; rank += 1) {
      if (((ranks >>> rank) & 1) === 0) continue;
      for (const row of rows) {
        const at = row * this.#width;
        if (bytes[at + keyBytes] !== rank || u16(bytes, at + 6) !== low || u16(bytes, at + 4) !== high) continue;
        group.add(bytes, at);
      }
    }
    if (others === 0) return rows.subarray(0, 0);
    return rows.filter((row) => {
      const at = row * this.#width;
      return u16(bytes, at + 4) !== high || u16(bytes, at + 6) !== low;
    });
  }
}
