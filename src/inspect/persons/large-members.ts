import type { Sorter, SpillStore } from '../contract.ts';
import { Rows } from './batch.ts';
import { put40, u40 } from './bytes.ts';
import type { ClusterSink } from './clusters.ts';
import { clusterNodes } from './component.ts';
import type { NumberedFacts } from './component.ts';
import { Cursor } from './cursor.ts';
import { doubtRow } from './doubt.ts';
import { head, identityBytes } from './layout.ts';
import type { Member } from './member-rows.ts';
import { addToNode, maxNodes, openNode } from './nodes.ts';
import type { OpenNode } from './nodes.ts';

/** Row: component 5, identity, record 5, head. */
const identityAt = 5;
const recordAt = identityAt + identityBytes;
const headAt = recordAt + 5;
const rowBytes = headAt + head.bytes;

/** Nodes: head and identity. */
const nodeBytes = head.bytes + identityBytes;

/** Calls of a sink between two drains. */
const atOnce = 16;

/**
 * As `Members.cluster`, for members of any number: sorted on disk. Two readers pass over them, one ahead of the other by a
 * component: the first gathers what its records say, each different saying once, the second hands out the records.
 */
export async function eachSorted(
  spill: SpillStore,
  members: AsyncIterable<Iterable<Member>>,
  sink: ClusterSink,
): Promise<void> {
  const sorter = spill.sorter(rowBytes, headAt);
  let calls = 0;
  try {
    await push(sorter, members);
    const second = new Cursor(sorter, rowBytes);
    for await (const nodes of eachComponent(sorter)) {
      const told: [NumberedFacts, Uint8Array][] = [];
      const doubts: Uint8Array[] = [];
      const facts = clusterNodes(
        nodes,
        (about, bytes, from, end) => {
          told.push([about, bytes.slice(from, end)]);
          return about;
        },
        (cluster, one, two, why) => doubts.push(doubtRow({ why, clusters: [cluster, cluster], records: [one, two] })),
      );
      for (const row of doubts) {
        sink.doubt(row, 0);
        calls += 1;
        if (calls % atOnce === 0) await sink.drain();
      }
      for (const [about, bytes] of told) {
        sink.cluster(about.id, bytes, 0, bytes.length, about);
        calls += 1;
        if (calls % atOnce === 0) await sink.drain();
      }
      for (const { at, count } of nodes) {
        const about = facts[at];
        for (let own = 0; own < count; own += 1) {
          if (!second.step() && !(await second.load())) throw new Error('a component ended early');
          if (about === undefined) continue;
          sink.record(about.id, u40(second.bytes, second.at + recordAt), second.bytes, second.at + headAt, about);
          calls += 1;
          if (calls % atOnce === 0) await sink.drain();
        }
      }
    }
    await sink.drain();
  } finally {
    await sorter.close();
  }
}

async function push(sorter: Sorter, members: AsyncIterable<Iterable<Member>>): Promise<void> {
  const rows = new Rows(sorter, rowBytes, 256);
  for await (const some of members) {
    for (const { component, record, bytes, start, end } of some) {
      if (rows.full(1)) await rows.flush();
      const at = rows.room();
      rows.bytes.fill(0, at, at + rowBytes);
      put40(rows.bytes, at, component);
      rows.bytes.set(bytes.subarray(start + head.bytes, end), at + identityAt);
      put40(rows.bytes, at + recordAt, record);
      rows.bytes.set(bytes.subarray(start, start + head.bytes), at + headAt);
    }
  }
  await rows.flush();
}

function sameIdentity(node: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let byte = 0; byte < identityBytes; byte += 1) {
    if (node[head.bytes + byte] !== bytes[at + byte]) return false;
  }
  return true;
}

/** The nodes of a component are valid until the next is taken. */
async function* eachComponent(members: Sorter): AsyncGenerator<readonly OpenNode[]> {
  const room: Uint8Array[] = [];
  let id = -1;
  let nodes: OpenNode[] = [];
  const cursor = new Cursor(members, rowBytes);
  while (cursor.step() || (await cursor.load())) {
    const { bytes, at } = cursor;
    const component = u40(bytes, at);
    const record = u40(bytes, at + recordAt);
    if (component !== id && nodes.length > 0) {
      yield nodes;
      nodes = [];
    }
    id = component;
    const last = nodes.at(-1);
    if (last !== undefined && sameIdentity(last.bytes, bytes, at + identityAt)) {
      if (addToNode(last, record, bytes, at + headAt)) last.bytes.set(bytes.subarray(at + headAt, at + rowBytes));
      continue;
    }
    if (nodes.length === maxNodes) {
      yield nodes;
      nodes = [];
    }
    const own = (room[nodes.length] ??= new Uint8Array(nodeBytes));
    own.set(bytes.subarray(at + headAt, at + rowBytes));
    own.set(bytes.subarray(at + identityAt, at + recordAt), head.bytes);
    nodes.push(openNode(nodes.length, record, own, 0, nodeBytes));
  }
  if (nodes.length > 0) yield nodes;
}
