import type { ClusterFacts } from './clusters.ts';
import { cluster, type Node } from './cluster.ts';
import type { Why } from './doubt.ts';
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
 *
 * @param doubt told of two nodes of a cluster that were put together although something speaks against it
 */
export function clusterNodes<T>(
  nodes: readonly OpenNode[],
  tell: (about: NumberedFacts, bytes: Uint8Array, from: number, end: number) => T,
  doubt: (cluster: number, one: Node, two: Node, why: Why) => void = () => undefined,
): readonly T[] {
  const told: T[] = [];
  const ids: number[] = [];
  const doubts: [OpenNode, OpenNode, Why][] = [];
  for (const own of clustersOf(nodes, (...one) => doubts.push(one))) {
    const { bytes, from, end, named, table } = gather(own);
    const about = factsOf(own, named, table);
    const one = tell(about, bytes, from, end);
    for (const { at } of own) {
      told[at] = one;
      ids[at] = about.id;
    }
  }
  // A line of a roster is nobody's to rule on.
  for (const [one, two, why] of doubts) if (one.leaked && two.leaked) doubt(ids[one.at] ?? 0, one, two, why);
  return told;
}

/** The nodes of a component, cluster by cluster, in order of files. */
function clustersOf(
  nodes: readonly OpenNode[],
  doubt: (one: OpenNode, two: OpenNode, why: Why) => void,
): readonly (readonly OpenNode[])[] {
  if (nodes.length === 1) return [nodes];
  const ordered = inOrderOfFiles(nodes);
  const roots = cluster(ordered, (first, second, why) => {
    const [one, two] = [ordered[first], ordered[second]];
    if (one !== undefined && two !== undefined) doubt(one, two, why);
  });
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
