import type { JoinKeys } from './keys.ts';
import type { Links } from './links.ts';
import type { PersonSpill } from './spill.ts';

/** Join keys with the records that have them, all on disk, each key in the bucket of its first byte. */
export interface Postings {
  /** Records come in order of their numbers. */
  add(record: number, keys: JoinKeys): void;
  drain(): Promise<void>;
  /** Links each record with the least that has one of its keys. */
  link(links: Links): Promise<void>;
  close(): Promise<void>;
}

/** Row, as words: low half of the key; the high half without its first byte, and bits 32 to 39 of the record; its rest. */
const rowWords = 3;
const bucketCount = 256;
/** Keys that are held at once, in a table of 16 MiB; a bucket with more rows is gone through several times. */
const mostKeysHeld = 2 ** 19;

export function createPostings(spill: PersonSpill, most = mostKeysHeld): Postings {
  const buckets = spill.buckets(bucketCount);
  const words = new Uint32Array(buckets.bytes.buffer);
  return {
    add(record, { high, low, count }) {
      const recordHigh = Math.floor(record / 2 ** 32);
      for (let key = 0; key < count; key += 1) {
        const first = high[key] ?? 0;
        const at = buckets.room(first >>> 24, rowWords * 4) >>> 2;
        words[at] = low[key] ?? 0;
        words[at + 1] = (first << 8) | recordHigh;
        words[at + 2] = record;
      }
    },
    drain: () => buckets.drain(),
    async link(links) {
      const table = new Table();
      for (let bucket = 0; bucket < bucketCount; bucket += 1) {
        const rows = buckets.size(bucket) / (rowWords * 4);
        const passes = Math.ceil(rows / most);
        for (let pass = 0; pass < passes; pass += 1) {
          table.clear(Math.min(rows, most));
          for await (const piece of buckets.read(bucket)) {
            const words = new Uint32Array(piece.buffer, piece.byteOffset, piece.length >>> 2);
            for (let at = 0; at < words.length; at += rowWords) {
              if (passes > 1 && ((words[at + 1] ?? 0) >>> 8) % passes !== pass) continue;
              if (table.take(words, at)) await table.link(table.full, links);
            }
          }
          for (let part = 0; part < parts; part += 1) await table.link(part, links);
        }
      }
    },
    close: () => buckets.close(),
  };
}

/** Parts of the table that are worked on one after the other: one fits into a processor's own cache, all do not. */
const parts = 16;
const partRows = 2 ** 15;

/**
 * Keys with the least record that has them. Rows wait until there are enough for one part of the table: looked up as they
 * come, each is a line of memory that is not in the cache, and took three times as long.
 */
class Table {
  /** The part that has to be linked before the next row is taken. */
  full = 0;
  /** Four words a slot: low half, high half, least record and one more than its high bits. */
  #slots = new Uint32Array(0);
  #mask = 0;
  #shift = 0;
  readonly #waiting = new Uint32Array(parts * partRows * rowWords);
  readonly #used = new Uint32Array(parts);

  clear(keys: number): void {
    const bits = Math.max(8, Math.ceil(Math.log2(2 * keys + 2)));
    if (this.#slots.length === 4 * 2 ** bits) this.#slots.fill(0);
    else this.#slots = new Uint32Array(4 * 2 ** bits);
    this.#mask = 2 ** bits - 1;
    this.#shift = bits - Math.log2(parts);
  }

  /** Takes the row at `at`; true where the part `full` has to be linked next. */
  take(words: Uint32Array, at: number): boolean {
    const low = words[at] ?? 0;
    const part = (low & this.#mask) >>> this.#shift;
    const to = part * partRows * rowWords + (this.#used[part] ?? 0);
    this.#waiting[to] = low;
    this.#waiting[to + 1] = words[at + 1] ?? 0;
    this.#waiting[to + 2] = words[at + 2] ?? 0;
    this.#used[part] = (this.#used[part] ?? 0) + rowWords;
    this.full = part;
    return this.#used[part] === partRows * rowWords;
  }

  /** Links the records that wait for a part with the least of their keys. */
  async link(part: number, links: Links): Promise<void> {
    const from = part * partRows * rowWords;
    const end = from + (this.#used[part] ?? 0);
    this.#used[part] = 0;
    for (let at = from; at < end; ) {
      at = this.#linkSome(at, end, links);
      await links.drain();
    }
  }

  /** Goes on until 32 links are made, as many as may be between two drains; returns where to go on. */
  #linkSome(from: number, end: number, links: Links): number {
    const slots = this.#slots;
    const waiting = this.#waiting;
    const mask = this.#mask;
    let left = 32;
    let at = from;
    for (; at < end && left > 0; at += rowWords) {
      const low = waiting[at] ?? 0;
      const second = waiting[at + 1] ?? 0;
      const own = waiting[at + 2] ?? 0;
      const high = second >>> 8;
      let slot = low & mask;
      while (slots[4 * slot + 3] !== 0 && (slots[4 * slot] !== low || slots[4 * slot + 1] !== high)) {
        slot = (slot + 1) & mask;
      }
      slot *= 4;
      if (slots[slot + 3] === 0) {
        slots[slot] = low;
        slots[slot + 1] = high;
        slots[slot + 2] = own;
        slots[slot + 3] = (second & 255) + 1;
        continue;
      }
      const least = ((slots[slot + 3] ?? 1) - 1) * 2 ** 32 + (slots[slot + 2] ?? 0);
      const record = (second & 255) * 2 ** 32 + own;
      if (record === least) continue;
      links.add(record, least);
      left -= 1;
    }
    return at;
  }
}
