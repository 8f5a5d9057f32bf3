import type { SpillStore } from '../contract.ts';
import { u16, u32 } from './bytes.ts';
import { Cursor } from './cursor.ts';
import { sortWords } from './words.ts';

/** Rows of one width begin with a key of 8 bytes and a rank of 1. */
const keyBytes = 8;

/** The rows of one key, side by side, lowest rank first and else in order of arrival; what does not fit is left out. */
export class Group {
  /** Grows: most groups are a row, and a few are hundreds of thousands. */
  bytes: Uint8Array;
  readonly width: number;
  readonly #most: number;
  used = 0;

  constructor(width: number, mostRows: number) {
    this.width = width;
    this.#most = mostRows * width;
    this.bytes = new Uint8Array(Math.min(this.#most, 1024 * width));
  }

  add(bytes: Uint8Array, at: number): void {
    if (this.used === this.#most) return;
    if (this.used === this.bytes.length) {
      const grown = new Uint8Array(Math.min(this.#most, 2 * this.bytes.length));
      grown.set(this.bytes);
      this.bytes = grown;
    }
    for (let byte = 0; byte < this.width; byte += 1) this.bytes[this.used + byte] = bytes[at + byte] ?? 0;
    this.used += this.width;
  }

  hasKeyOf(bytes: Uint8Array, at: number): boolean {
    return u32(this.bytes, 0) === u32(bytes, at) && u32(this.bytes, 4) === u32(bytes, at + 4);
  }
}

/** Fills `group` with the rows of each key in turn and calls `visit`. All keys of `bytes` have the same first byte. */
export function eachGroup(bytes: Uint8Array, group: Group, visit: () => void): void {
  const { width } = group;
  const count = bytes.length / width;
  const order = new Uint32Array(count);
  sortWords(new BigUint64Array(count), count, order, (row, put) => {
    put(u32(bytes, row * width + 1), bytes[row * width + 5] ?? 0);
  });
  const alike = (one: number, two: number): boolean =>
    u32(bytes, one * width + 1) === u32(bytes, two * width + 1) && bytes[one * width + 5] === bytes[two * width + 5];
  for (let from = 0; from < count; ) {
    let to = from + 1;
    while (to < count && alike(order[from] ?? 0, order[to] ?? 0)) to += 1;
    // Five bytes in common are nearly always the whole key; where they are not, keys take turns.
    let left = order.subarray(from, to);
    while (left.length > 0) {
      left = gather(bytes, left, group);
      visit();
    }
    from = to;
  }
}

/** Fills `group` with the rows that have the key of the first; returns the others. */
function gather(bytes: Uint8Array, rows: Uint32Array<ArrayBuffer>, group: Group): Uint32Array<ArrayBuffer> {
  const { width } = group;
  const first = (rows[0] ?? 0) * width;
  const [high, low] = [u16(bytes, first + 4), u16(bytes, first + 6)];
  const isOther = (row: number): boolean => u16(bytes, row * width + 6) !== low || u16(bytes, row * width + 4) !== high;
  let others = 0;
  let ranks = 0;
  for (const row of rows) {
    if (isOther(row)) others += 1;
    else ranks |= 1 << (bytes[row * width + keyBytes] ?? 0);
  }
  group.used = 0;
  for (let rank = 0; ranks >>> rank !== 0; rank += 1) {
    if (((ranks >>> rank) & 1) === 0) continue;
    for (const row of rows) {
      if (bytes[row * width + keyBytes] === rank && !isOther(row)) group.add(bytes, row * width);
    }
  }
  return others === 0 ? rows.subarray(0, 0) : rows.filter(isOther);
}

/** The same for rows of any number, sorted on disk; what `visit` returns is awaited. */
export async function eachGroupSorted(
  spill: SpillStore,
  rows: AsyncIterable<Uint8Array>,
  group: Group,
  visit: () => Promise<void>,
): Promise<void> {
  const sorter = spill.sorter(group.width, keyBytes + 1);
  try {
    for await (const piece of rows) await sorter.push(piece);
    const cursor = new Cursor(sorter, group.width);
    group.used = 0;
    while (cursor.step() || (await cursor.load())) {
      if (group.used > 0 && !group.hasKeyOf(cursor.bytes, cursor.at)) {
        await visit();
        group.used = 0;
      }
      group.add(cursor.bytes, cursor.at);
    }
    if (group.used > 0) await visit();
  } finally {
    await sorter.close();
  }
}
