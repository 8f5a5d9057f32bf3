import type { ClusterFacts } from './clusters.ts';
import { cluster } from './cluster.ts';
import { gather } from './gather.ts';
import { inOrderOfFiles, placeOf } from './nodes.ts';
import type { OpenNode } from './nodes.ts';

export type NumberedFacts = ClusterFacts & {
  /** The cluster's least record. */
  readonly id: number;
};

/**
 * Clusters the nodes of a component and tells of each cluster what it says, in bytes from `from` to `end`; gives what
 * was returned for the cluster of each node, by the node's place.
 */
export function clusterNodes<T>(
  nodes: readonly OpenNode[],
  tell: (about: NumberedFacts, bytes: Uint8Array, from: number, end: number) => T,
): readonly T[] {
  const told: T[] = [];
  for (const own of clustersOf(nodes)) {
    const { bytes, from, end, named, table } = gather(own);
    const one = tell(factsOf(own, named, table), bytes, from, end);
    for (const { at } of own) told[at] = one;
  }
  return told;
}

/** The nodes of a component, cluster by cluster, in order of files. */
function clustersOf(nodes: readonly OpenNode[]): readonly (readonly OpenNode[])[] {
  if (nodes.length === 1) return [nodes];
  const ordered = inOrderOfFiles(nodes);
  const roots = cluster(ordered);
  const clusters: OpenNode[][] = [];
  const byRoot: (OpenNode[] | undefined)[] = [];
  for (const [place, node] of ordered.entries()) {
    const root = roots[place] ?? place;
    const known = byRoot[root];
    if (known !== undefined) known.push(node);
    else clusters.push((byRoot[root] = [node]));
  }
  return clusters;
}

function factsOf(own: readonly OpenNode[], named: boolean, table: number): NumberedFacts {
  const [first] = own;
  let id = Infinity;
  let bare = true;
  let sighted = true;
  let leaked = false;
  let guessed = true;
  for (const node of own) {
    id = Math.min(id, node.least);
    bare &&= node.bare;
    sighted &&= node.sighted;
    leaked ||= node.leaked;
    guessed &&= node.guessed || node.bare;
  }
  const place = first === undefined ? 0 : placeOf(first.bytes, first.start);
  return { id, named, bare, sighted, leaked, guessed, place, table };
}
