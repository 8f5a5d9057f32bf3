import { put40, u16, u32, u40 } from './bytes.ts';
import { head } from './layout.ts';
import { addToNode, maxNodes, openNode } from './nodes.ts';
import type { OpenNode } from './nodes.ts';
import { sortWords } from './words.ts';

/** Row: component 5, record 5, the record as it is encoded. */
const recordAt = 5;
const encodedAt = 10;

export function rowLength(encoded: number): number {
  return encodedAt + encoded;
}

export function putRow(
  into: Uint8Array,
  at: number,
  component: number,
  record: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): void {
  put40(into, at, component);
  put40(into, at + recordAt, record);
  for (let from = start, to = at + encodedAt; from < end; from += 1, to += 1) into[to] = bytes[from] ?? 0;
}

/** A member as it lies in `bytes`, its encoded record from `start` to `end`. */
export interface Member {
  component: number;
  record: number;
  bytes: Uint8Array;
  start: number;
  end: number;
}

/** The members whose rows are in `bytes`; the same object every time. */
export function* membersIn(bytes: Uint8Array): Generator<Member> {
  const member = { component: 0, record: 0, bytes, start: 0, end: 0 };
  for (let at = 0; at < bytes.length; at = member.end) {
    member.component = u40(bytes, at);
    member.record = u40(bytes, at + recordAt);
    member.start = at + encodedAt;
    member.end = member.start + u16(bytes, member.start + head.length);
    yield member;
  }
}

/**
 * Calls `visit` with the nodes of each component in `bytes`, or of a part of one that is too large, and then `take` with
 * all its records and what `visit` gave for their node (by its `at`).
 */
export function eachComponent<T>(
  bytes: Uint8Array,
  visit: (nodes: readonly OpenNode[]) => readonly T[],
  take: (facts: T, record: number, start: number) => void,
): void {
  const rows = rowsByComponent(bytes);
  for (let from = 0; from < rows.length; ) {
    const component = u40(bytes, rows[from] ?? 0);
    let to = from + 1;
    while (to < rows.length && u40(bytes, rows[to] ?? 0) === component) to += 1;
    const own = rows.subarray(from, to);
    sortByIdentity(bytes, own);
    eachPart(bytes, own, visit, take);
    from = to;
  }
}

/** Where the rows begin, by component, and for each component in order of arrival. */
function rowsByComponent(bytes: Uint8Array): Uint32Array {
  const offsets = new Uint32Array(Math.ceil(bytes.length / (encodedAt + head.bytes)));
  let count = 0;
  for (let at = 0; at < bytes.length; at = endOf(bytes, at)) offsets[count++] = at;
  const rows = new Uint32Array(count);
  sortWords(new BigUint64Array(count), count, rows, (row, put) => {
    const at = offsets[row] ?? 0;
    put(u32(bytes, at), bytes[at + 4] ?? 0);
  });
  for (let place = 0; place < count; place += 1) rows[place] = offsets[rows[place] ?? 0] ?? 0;
  return rows;
}

function endOf(bytes: Uint8Array, row: number): number {
  return row + encodedAt + u16(bytes, row + encodedAt + head.length);
}

function sortByIdentity(bytes: Uint8Array, rows: Uint32Array): void {
  if (rows.length > 16) {
    rows.sort((a, b) => compare(bytes, a, b) || a - b);
    return;
  }
  for (let next = 1; next < rows.length; next += 1) {
    const row = rows[next] ?? 0;
    let at = next;
    for (; at > 0 && compare(bytes, rows[at - 1] ?? 0, row) > 0; at -= 1) rows[at] = rows[at - 1] ?? 0;
    rows[at] = row;
  }
}

/** Order of what two rows say. */
function compare(bytes: Uint8Array, one: number, two: number): number {
  const from = encodedAt + head.bytes;
  const [a, b] = [endOf(bytes, one), endOf(bytes, two)];
  for (let first = one + from, second = two + from; first < a && second < b; first += 1, second += 1) {
    const difference = (bytes[first] ?? 0) - (bytes[second] ?? 0);
    if (difference !== 0) return difference;
  }
  return a - one - (b - two);
}

function eachPart<T>(
  bytes: Uint8Array,
  rows: Uint32Array,
  visit: (nodes: readonly OpenNode[]) => readonly T[],
  take: (facts: T, record: number, start: number) => void,
): void {
  for (let from = 0; from < rows.length; ) {
    const nodes: OpenNode[] = [];
    for (let to = from; to < rows.length; to += 1) {
      const row = rows[to] ?? 0;
      const [record, start] = [u40(bytes, row + recordAt), row + encodedAt];
      const last = nodes.at(-1);
      if (last !== undefined && compare(bytes, last.start - encodedAt, row) === 0) {
        if (addToNode(last, record, bytes, start)) [last.start, last.end] = [start, endOf(bytes, row)];
      } else if (nodes.length === maxNodes) {
        break;
      } else {
        nodes.push(openNode(nodes.length, record, bytes, start, endOf(bytes, row)));
      }
    }
    const facts = visit(nodes);
    for (const { at, count } of nodes) {
      const about = facts[at] as T;
      for (let own = 0; own < count; own += 1, from += 1) {
        const row = rows[from] ?? 0;
        take(about, u40(bytes, row + recordAt), row + encodedAt);
      }
    }
  }
}
