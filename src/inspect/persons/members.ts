import { put40, u16, u32, u40 } from './bytes.ts';
import { head } from './layout.ts';
import { eachSorted } from './large-members.ts';
import { addToNode, maxNodes, openNode } from './nodes.ts';
import type { OpenNode } from './nodes.ts';
import { stir } from './keys.ts';
import type { PersonSpill, SpillBuckets } from './spill.ts';
import { sortWords } from './words.ts';

/** Records that share keys with others, to be read again component by component. */
export interface Members {
  /** The record from `start` to `end` is in `component`. */
  add(component: number, record: number, bytes: Uint8Array, start: number, end: number): void;
  drain(): Promise<void>;
  /**
   * Calls `visit` with the nodes of each component, or of a part of one that is too large, and then `record` with all its
   * records and what `visit` gave for their node (by its `at`). Nodes are valid until the next visit.
   */
  each<T>(visit: Visit<T>, record: TakeRecord<T>): Promise<void>;
  close(): Promise<void>;
}
export type Visit<T> = (nodes: readonly OpenNode[]) => Promise<readonly T[]>;
/** What it returns is awaited. */
export type TakeRecord<T> = (facts: T, record: number, bytes: Uint8Array, start: number) => Promise<void> | undefined;

/** Row: component 5, record 5, the record as it is encoded. */
const recordAt = 5;
const encodedAt = 10;

const bucketCount = 256;
/** Bytes of a bucket that are held in memory. One with more is sorted on disk, at three times the cost. */
const mostHeld = 32 * 2 ** 20;

export function createMembers(spill: PersonSpill, most = mostHeld): Members {
  const buckets = spill.buckets(bucketCount);
  return {
    add(component, record, bytes, start, end) {
      const at = buckets.room(stir(component % 2 ** 32) >>> 24, encodedAt + end - start);
      const into = buckets.bytes;
      put40(into, at, component);
      put40(into, at + recordAt, record);
      for (let from = start, to = at + encodedAt; from < end; from += 1, to += 1) into[to] = bytes[from] ?? 0;
    },
    drain: () => buckets.drain(),
    async each(visit, record) {
      const held = new Held();
      for (let bucket = 0; bucket < bucketCount; bucket += 1) {
        if (buckets.size(bucket) > most) {
          await eachSorted(spill, rowsOf(buckets, bucket), visit, record);
        } else {
          await held.load(buckets, bucket);
          await held.each(visit, record);
        }
      }
    },
    close: () => buckets.close(),
  };
}

/** A member as it lies in `bytes`, its encoded record from `start` to `end`. */
export interface Member {
  component: number;
  record: number;
  bytes: Uint8Array;
  start: number;
  end: number;
}

/** The same object every time, a piece at a time. */
async function* rowsOf(buckets: SpillBuckets, bucket: number): AsyncGenerator<Iterable<Member>> {
  for await (const piece of buckets.read(bucket)) yield membersIn(piece);
}

function* membersIn(bytes: Uint8Array): Generator<Member> {
  const member = { component: 0, record: 0, bytes, start: 0, end: 0 };
  for (let at = 0; at < bytes.length; at = member.end) {
    member.component = u40(bytes, at);
    member.record = u40(bytes, at + recordAt);
    member.start = at + encodedAt;
    member.end = member.start + u16(bytes, member.start + head.length);
    yield member;
  }
}

/** One bucket in memory. */
class Held {
  #bytes = new Uint8Array(0);
  /** Where the rows begin, in order of arrival. */
  #offsets = new Uint32Array(0);
  /** The same by component, and for each component in order of arrival. */
  #starts = new Uint32Array(0);
  #words = new BigUint64Array(0);
  #count = 0;

  async load(buckets: SpillBuckets, bucket: number): Promise<void> {
    const size = buckets.size(bucket);
    if (this.#bytes.length < size) this.#bytes = new Uint8Array(Math.ceil(size * 1.25));
    let used = 0;
    for await (const piece of buckets.read(bucket)) {
      this.#bytes.set(piece, used);
      used += piece.length;
    }
    const most = Math.ceil(used / (encodedAt + head.bytes));
    if (this.#words.length < most) {
      this.#words = new BigUint64Array(Math.ceil(most * 1.25));
      this.#offsets = new Uint32Array(this.#words.length);
      this.#starts = new Uint32Array(this.#words.length);
    }
    this.#sort(used);
  }

  #sort(used: number): void {
    const bytes = this.#bytes;
    const offsets = this.#offsets;
    const starts = this.#starts;
    let count = 0;
    for (let at = 0; at < used; at = this.#endOf(at)) offsets[count++] = at;
    sortWords(this.#words, count, starts, (row, put) => {
      const at = offsets[row] ?? 0;
      put(u32(bytes, at), bytes[at + 4] ?? 0);
    });
    for (let place = 0; place < count; place += 1) starts[place] = offsets[starts[place] ?? 0] ?? 0;
    this.#count = count;
  }

  async each<T>(visit: Visit<T>, take: TakeRecord<T>): Promise<void> {
    for (let from = 0; from < this.#count; ) {
      const component = u40(this.#bytes, this.#starts[from] ?? 0);
      let to = from + 1;
      while (to < this.#count && u40(this.#bytes, this.#starts[to] ?? 0) === component) to += 1;
      const rows = this.#starts.subarray(from, to);
      this.#sortByIdentity(rows);
      await this.#eachPart(rows, visit, take);
      from = to;
    }
  }

  #sortByIdentity(rows: Uint32Array): void {
    if (rows.length > 16) {
      rows.sort((a, b) => this.#compare(a, b) || a - b);
      return;
    }
    for (let next = 1; next < rows.length; next += 1) {
      const row = rows[next] ?? 0;
      let at = next;
      for (; at > 0 && this.#compare(rows[at - 1] ?? 0, row) > 0; at -= 1) rows[at] = rows[at - 1] ?? 0;
      rows[at] = row;
    }
  }

  /** Order of what two rows say. */
  #compare(one: number, two: number): number {
    const bytes = this.#bytes;
    const from = encodedAt + head.bytes;
    const [a, b] = [this.#endOf(one), this.#endOf(two)];
    for (let first = one + from, second = two + from; first < a && second < b; first += 1, second += 1) {
      const difference = (bytes[first] ?? 0) - (bytes[second] ?? 0);
      if (difference !== 0) return difference;
    }
    return a - one - (b - two);
  }

  #endOf(row: number): number {
    return row + encodedAt + u16(this.#bytes, row + encodedAt + head.length);
  }

  async #eachPart<T>(rows: Uint32Array, visit: Visit<T>, take: TakeRecord<T>): Promise<void> {
    for (let from = 0; from < rows.length; ) {
      const nodes: OpenNode[] = [];
      let to = from;
      for (; to < rows.length; to += 1) {
        const row = rows[to] ?? 0;
        const [record, start] = [u40(this.#bytes, row + recordAt), row + encodedAt];
        const last = nodes.at(-1);
        if (last !== undefined && this.#compare(last.start - encodedAt, row) === 0) {
          if (addToNode(last, record, this.#bytes, start)) [last.start, last.end] = [start, this.#endOf(row)];
        } else if (nodes.length === maxNodes) {
          break;
        } else {
          nodes.push(openNode(nodes.length, record, this.#bytes, start, this.#endOf(row)));
        }
      }
      const facts = await visit(nodes);
      for (const { at, count } of nodes) {
        const about = facts[at] as T;
        for (let own = 0; own < count; own += 1, from += 1) {
          const row = rows[from] ?? 0;
          const taken = take(about, u40(this.#bytes, row + recordAt), this.#bytes, row + encodedAt);
          if (taken !== undefined) await taken;
        }
      }
    }
  }
}
