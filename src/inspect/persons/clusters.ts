import { recordsOf } from './batch.ts';
import { u16, u32, u40 } from './bytes.ts';
import { cluster } from './cluster.ts';
import { edgeBytes } from './components.ts';
import { Cursor } from './cursor.ts';
import { gather } from './gather.ts';
import { flags, head } from './layout.ts';
import type { Assigned } from './links.ts';
import { createMembers } from './members.ts';
import type { Members } from './members.ts';
import { inOrderOfFiles, placeOf } from './nodes.ts';
import type { OpenNode } from './nodes.ts';
import type { PersonSpill, SpillLog } from './spill.ts';

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

/** Calls of a sink between two drains. */
const atOnce = 16;

/** Clusters all records of the log by the components they are in. Records that share no key are clusters at once. */
export async function makeClusters(
  spill: PersonSpill,
  log: SpillLog,
  assigned: Assigned,
  sink: ClusterSink,
): Promise<void> {
  const members = createMembers(spill);
  try {
    await splitSingles(log, assigned, members, sink);
    await clusterComponents(members, sink);
  } finally {
    await members.close();
  }
}

async function splitSingles(log: SpillLog, assigned: Assigned, members: Members, sink: ClusterSink): Promise<void> {
  // Doubles carry the same component: the least is the only one that a record is left with.
  const pairs = new Cursor(assigned, edgeBytes);
  let isPair = await pairs.load();
  for await (const { bytes, starts, first } of recordsOf(log.read())) {
    for (const [index, start] of starts.entries()) {
      const record = first + index;
      const end = start + u16(bytes, start);
      while (isPair && u40(pairs.bytes, pairs.at) < record) isPair = pairs.step() || (await pairs.load());
      if (isPair && u40(pairs.bytes, pairs.at) === record) {
        members.add(u40(pairs.bytes, pairs.at + 5), record, bytes, start, end);
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
      if (record % atOnce === 0) await sink.drain();
    }
    await members.drain();
  }
  await sink.drain();
}

type NumberedFacts = ClusterFacts & { readonly id: number };

async function clusterComponents(members: Members, sink: ClusterSink): Promise<void> {
  let calls = 0;
  await members.each(
    async (nodes) => {
      const facts: NumberedFacts[] = [];
      for (const own of clustersOf(nodes)) {
        const gathered = gather(own);
        const about = factsOf(own, gathered.named, gathered.table);
        for (const { at } of own) facts[at] = about;
        sink.cluster(about.id, gathered.bytes, gathered.from, gathered.end, about);
        calls += 1;
        if (calls % atOnce === 0) await sink.drain();
      }
      return facts;
    },
    (about, record, bytes, at) => {
      sink.record(about.id, record, bytes, at, about);
      calls += 1;
      return calls % atOnce === 0 ? sink.drain() : undefined;
    },
  );
  await sink.drain();
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
