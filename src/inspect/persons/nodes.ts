import { u16, u32, u48 } from './bytes.ts';
import type { Node } from './cluster.ts';
import { stir } from './keys.ts';
import { flags, head } from './layout.ts';

/** Records of a component that say the same, and what is known of them together. */
export interface OpenNode extends Node {
  /** Where it stands among the nodes of its component. */
  readonly at: number;
  start: number;
  end: number;
  bare: boolean;
  table: number;
  /** Records that say this. */
  count: number;
  least: number;
  leaked: boolean;
  sighted: boolean;
  guessed: boolean;
}

/**
 * Different records of one component that are clustered together. A larger one is cut: persons in two parts of it stay
 * apart, so that there may be fewer than `possible` says, never more.
 */
export const maxNodes = 5000;

/** A node of one record, which lies in `bytes` from `start` to `end`. */
export function openNode(at: number, record: number, bytes: Uint8Array, start: number, end: number): OpenNode {
  const mask = u16(bytes, start + head.flags);
  return {
    at,
    bytes,
    start,
    end,
    bare: (mask & flags.bareName) !== 0,
    table: u32(bytes, start + head.table),
    count: 1,
    least: record,
    leaked: (mask & flags.roster) === 0,
    sighted: (mask & flags.sighting) !== 0,
    guessed: (mask & flags.guessed) !== 0,
  };
}

/** Adds a record that says the same; true where it is to stand for the node from now on (see `comesBefore`). */
export function addToNode(node: OpenNode, record: number, bytes: Uint8Array, start: number): boolean {
  const mask = u16(bytes, start + head.flags);
  node.count += 1;
  node.least = Math.min(node.least, record);
  node.leaked ||= (mask & flags.roster) === 0;
  node.sighted &&= (mask & flags.sighting) !== 0;
  node.guessed &&= (mask & flags.guessed) !== 0;
  if (!comesBefore(bytes, start, node.bytes, node.start)) return false;
  node.bare = (mask & flags.bareName) !== 0;
  node.table = u32(bytes, start + head.table);
  return true;
}

/**
 * Of the records that say the same, the first of the least file stands for all: which came first depends on how
 * fast each file was read, and must not decide.
 */
function comesBefore(bytes: Uint8Array, start: number, others: Uint8Array, other: number): boolean {
  const file = u32(bytes, start + head.file) - u32(others, other + head.file);
  return file < 0 || (file === 0 && u48(bytes, start + head.start) < u48(others, other + head.start));
}

/**
 * Nodes by file and place: clustering goes by this order where the evidence leaves a choice. They come in the order of
 * their hashes, which is another one in every run.
 */
export function inOrderOfFiles(nodes: readonly OpenNode[]): readonly OpenNode[] {
  const [one, two] = nodes;
  if (nodes.length === 2 && one !== undefined && two !== undefined) return byFile(one, two) > 0 ? [two, one] : nodes;
  return nodes.toSorted(byFile);
}

function byFile(a: OpenNode, b: OpenNode): number {
  return (
    u32(a.bytes, a.start + head.file) - u32(b.bytes, b.start + head.file) ||
    u48(a.bytes, a.start + head.start) - u48(b.bytes, b.start + head.start) ||
    a.at - b.at
  );
}

/** Where a record stands, as a number that is the same in every run. */
export function placeOf(bytes: Uint8Array, start: number): number {
  return stir(u32(bytes, start + head.file) ^ stir(u32(bytes, start + head.start + 2)));
}
