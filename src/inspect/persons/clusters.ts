import type { Sorter, SpillStore } from '../contract.ts';
import { Rows, recordsOf } from './batch.ts';
import { put40, u16, u32, u40, u48 } from './bytes.ts';
import { cluster } from './cluster.ts';
import type { Node } from './cluster.ts';
import { edgeBytes } from './components.ts';
import { Cursor } from './cursor.ts';
import { gather } from './gather.ts';
import { stir } from './keys.ts';
import { flags, head, identityBytes } from './layout.ts';
import type { Assigned } from './links.ts';
import type { SpillLog } from './spill.ts';

/** Row: component 5, identity, record 5, head. */
const identityAt = 5;
const recordAt = identityAt + identityBytes;
const headAt = recordAt + 5;
const rowBytes = headAt + head.bytes;

/**
 * Different records of one component that are clustered in memory. A larger one is cut: persons in two parts of it stay
 * apart, so that there may be fewer than `possible` says, never more.
 */
const maxNodes = 5000;

/** What is done with clusters as they come out. Both are called in turn with `drain`, which is awaited. */
export interface ClusterSink {
  /** A cluster (named by its least record): what it says, in bytes from `from` to `end`, and whether it is in the leak. */
  cluster(id: number, bytes: Uint8Array, from: number, end: number, about: ClusterFacts): void;
  /** A record of a cluster with a full name, or after its cluster; `at` is where the head is in `bytes`. */
  record(id: number, record: number, bytes: Uint8Array, at: number, about: ClusterFacts): void;
  drain(): Promise<void>;
}

export interface ClusterFacts {
  readonly named: boolean;
  /** Nothing but a name, in one file. */
  readonly bare: boolean;
  /** Nothing but single values in running text. */
  readonly sighted: boolean;
  /** False when only the roster knows of it. */
  readonly leaked: boolean;
  /** All its records have guessed bounds, but for those that are nothing but a name. */
  readonly guessed: boolean;
  /** Where its first record stands, as a number that is the same in every run. */
  readonly place: number;
  readonly table: number;
}

/** Clusters all records of the log by the components they are in. Records that share no key are clusters at once. */
export async function makeClusters(
  spill: SpillStore,
  log: SpillLog,
  assigned: Assigned,
  sink: ClusterSink,
): Promise<void> {
  const members = spill.sorter(rowBytes, headAt);
  try {
    await splitSingles(log, assigned, members, sink);
    await clusterComponents(members, sink);
  } finally {
    await members.close();
  }
}

async function splitSingles(log: SpillLog, assigned: Assigned, members: Sorter, sink: ClusterSink): Promise<void> {
  const rows = new Rows(members, rowBytes, 256);
  // Doubles carry the same component: the least is the only one that a record is left with.
  const pairs = new Cursor(assigned, edgeBytes);
  let isPair = await pairs.load();
  for await (const { bytes, starts, first } of recordsOf(log.read())) {
    for (const [index, start] of starts.entries()) {
      const record = first + index;
      const end = start + u16(bytes, start);
      while (isPair && u40(pairs.bytes, pairs.at) < record) isPair = pairs.step() || (await pairs.load());
      if (isPair && u40(pairs.bytes, pairs.at) === record) {
        if (rows.full(4)) await rows.flush();
        const at = rows.room();
        rows.bytes.fill(0, at, at + rowBytes);
        put40(rows.bytes, at, u40(pairs.bytes, pairs.at + 5));
        rows.bytes.set(bytes.subarray(start + head.bytes, end), at + identityAt);
        put40(rows.bytes, at + recordAt, record);
        rows.bytes.set(bytes.subarray(start, start + head.bytes), at + headAt);
        continue;
      }
      const mask = u16(bytes, start + head.flags);
      const about = {
        named: (mask & flags.named) !== 0,
        bare: (mask & flags.bareName) !== 0,
        sighted: (mask & flags.sighting) !== 0,
        leaked: (mask & flags.roster) === 0,
        guessed: (mask & flags.guessed) !== 0,
        place: placeOf(bytes, start),
        table: u32(bytes, start + head.table),
      };
      sink.cluster(record, bytes, start + head.bytes, end, about);
      sink.record(record, record, bytes, start, about);
      if (record % 16 === 15) await sink.drain();
    }
  }
  await rows.flush();
}

interface OpenNode extends Node {
  bare: boolean;
  table: number;
  /** Records that say this. */
  count: number;
  least: number;
  leaked: boolean;
  sighted: boolean;
  guessed: boolean;
}

/** A component, or a part of one that is too large. */
interface Component {
  readonly id: number;
  readonly nodes: readonly OpenNode[];
}

/**
 * Two readers pass over the members, one ahead of the other by a component: the first gathers what its records say,
 * each different saying once, the second hands out the records, of which there may be any number.
 */
async function clusterComponents(members: Sorter, sink: ClusterSink): Promise<void> {
  const second = new Cursor(members, rowBytes);
  for await (const { id, nodes } of eachComponent(members)) {
    const order = inOrderOfFiles(nodes);
    const ordered = order.map((at) => nodes[at] as OpenNode);
    const found = cluster(ordered);
    const roots = new Int32Array(nodes.length);
    const clusters = new Map<number, OpenNode[]>();
    for (const [place, node] of ordered.entries()) {
      const root = found[place] ?? place;
      roots[order[place] ?? place] = root;
      const known = clusters.get(root);
      if (known === undefined) clusters.set(root, [node]);
      else known.push(node);
    }
    const facts = new Map<number, ClusterFacts & { readonly id: number }>();
    for (const [root, own] of clusters) {
      const least = own.reduce((least, node) => Math.min(least, node.least), Infinity);
      const gathered = gather(own);
      const about = {
        id: least,
        named: gathered.named,
        bare: own.every((node) => node.bare),
        sighted: own.every((node) => node.sighted),
        leaked: own.some((node) => node.leaked),
        guessed: own.every((node) => node.guessed || node.bare),
        place: placeOf(own[0]?.bytes ?? none, 0),
        table: gathered.table,
      };
      facts.set(root, about);
      sink.cluster(least, gathered.bytes, head.bytes, gathered.end, about);
      await sink.drain();
    }
    // The second reader goes through the same component and ends with its last record.
    let left = nodes.reduce((sum, node) => sum + node.count, 0);
    let node = -1;
    const last = new Uint8Array(identityBytes);
    while (left > 0) {
      if (!second.step() && !(await second.load())) throw new Error(`component ${id} ended early`);
      const { bytes, at } = second;
      if (node < 0 || !sameIdentity(last, bytes, at + identityAt)) {
        node += 1;
        last.set(bytes.subarray(at + identityAt, at + recordAt));
      }
      const about = facts.get(roots[node] ?? node);
      if (about !== undefined) sink.record(about.id, u40(bytes, at + recordAt), bytes, at + headAt, about);
      left -= 1;
      if (left % 16 === 0) await sink.drain();
    }
  }
}

function sameIdentity(identity: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let byte = 0; byte < identityBytes; byte += 1) if (identity[byte] !== bytes[at + byte]) return false;
  return true;
}

/**
 * Nodes by file and place: clustering goes by this order where the evidence leaves a choice. They come in the order of
 * their hashes, which is another one in every run.
 */
function inOrderOfFiles(nodes: readonly OpenNode[]): number[] {
  const start = (at: number): number => u48(nodes[at]?.bytes ?? none, head.start);
  const file = (at: number): number => u32(nodes[at]?.bytes ?? none, head.file);
  return [...nodes.keys()].sort((a, b) => file(a) - file(b) || start(a) - start(b) || a - b);
}

const none = new Uint8Array();

function placeOf(bytes: Uint8Array, at: number): number {
  return stir(u32(bytes, at + head.file) ^ stir(u32(bytes, at + head.start + 2)));
}

/**
 * Of the records that say the same, the first of the least file stands for all: which came first depends on how
 * fast each file was read, and must not decide.
 */
function represent(node: OpenNode, bytes: Uint8Array, at: number): void {
  const file = u32(bytes, at + head.file) - u32(node.bytes, head.file);
  if (file > 0 || (file === 0 && u48(bytes, at + head.start) >= u48(node.bytes, head.start))) return;
  node.bytes.set(bytes.subarray(at, at + head.bytes));
  node.table = u32(node.bytes, head.table);
  node.bare = (u16(node.bytes, head.flags) & flags.bareName) !== 0;
}

/** Bytes of the nodes of one component, used again for the next: memory of its own for each took half of the time. */
class NodeRoom {
  readonly #nodes: Uint8Array[] = [];

  take(node: number): Uint8Array {
    while (this.#nodes.length <= node) {
      const bytes = new Uint8Array(nodesAtOnce * nodeBytes);
      for (let at = 0; at < bytes.length; at += nodeBytes) this.#nodes.push(bytes.subarray(at, at + nodeBytes));
    }
    return this.#nodes[node] ?? new Uint8Array(nodeBytes);
  }
}
const nodeBytes = head.bytes + identityBytes;
const nodesAtOnce = 64;

/** The nodes of a component are valid until the next is taken. */
async function* eachComponent(members: Sorter): AsyncGenerator<Component> {
  const room = new NodeRoom();
  let id = -1;
  let nodes: OpenNode[] = [];
  const cursor = new Cursor(members, rowBytes);
  while (cursor.step() || (await cursor.load())) {
    const { bytes, at } = cursor;
    const component = u40(bytes, at);
    if (component !== id) {
      if (nodes.length > 0) yield { id, nodes };
      id = component;
      nodes = [];
    }
    const record = u40(bytes, at + recordAt);
    const leaked = (u16(bytes, at + headAt + head.flags) & flags.roster) === 0;
    const sighted = (u16(bytes, at + headAt + head.flags) & flags.sighting) !== 0;
    const guessed = (u16(bytes, at + headAt + head.flags) & flags.guessed) !== 0;
    const last = nodes.at(-1);
    if (last !== undefined && sameIdentity(last.bytes.subarray(head.bytes), bytes, at + identityAt)) {
      last.least = Math.min(last.least, record);
      last.leaked ||= leaked;
      last.sighted &&= sighted;
      last.guessed &&= guessed;
      last.count += 1;
      represent(last, bytes, at + headAt);
      continue;
    }
    if (nodes.length === maxNodes) {
      yield { id, nodes };
      nodes = [];
    }
    const own = room.take(nodes.length);
    own.set(bytes.subarray(at + headAt, at + rowBytes));
    own.set(bytes.subarray(at + identityAt, at + recordAt), head.bytes);
    nodes.push({
      bytes: own,
      bare: (u16(own, head.flags) & flags.bareName) !== 0,
      table: u32(own, head.table),
      least: record,
      leaked,
      sighted,
      guessed,
      count: 1,
    });
  }
  if (nodes.length > 0) yield { id, nodes };
}
