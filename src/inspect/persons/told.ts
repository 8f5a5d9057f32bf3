import { put16, put32, put40, u16, u32, u40 } from './bytes.ts';
import type { ClusterSink } from './clusters.ts';
import { clusterNodes } from './component.ts';
import type { NumberedFacts } from './component.ts';
import type { Node } from './cluster.ts';
import { doubtBytes, putDoubt, type Why } from './doubt.ts';
import { Output } from './grown.ts';
import { head, identityBytes } from './layout.ts';
import { eachComponent } from './member-rows.ts';

/**
 * Rows of clusters: kind 1 (0), marks 1, id 5, place 4, table 4, length of the identity 2, the identity; rows of
 * records: kind 1 (1), number of the cluster among those before 4, record 5, head; rows of doubts: kind 1 (2), see doubt.ts.
 */
const kinds = { cluster: 0, record: 1, doubt: 2 } as const;
const marks = { named: 1, bare: 2, sighted: 4, leaked: 8, guessed: 16 } as const;
const identityAt = 17;
const recordAt = 5;
const headAt = 10;
const longest = Math.max(identityAt + 2 * identityBytes, headAt + head.bytes);

/** Calls of a sink between two drains. */
const atOnce = 16;

/** Clusters the members whose rows are in `bytes`; what is to be told of them, as rows. Depends on nothing else. */
export function clusterMembers(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const output = new Output(bytes.length);
  let clusters = 0;
  eachComponent(
    bytes,
    (nodes) =>
      clusterNodes(
        nodes,
        (about, from, start, end) => {
          putCluster(output, about, from, start, end);
          return clusters++;
        },
        (...doubt) => putDoubtful(output, ...doubt),
      ),
    (cluster, record, start) => {
      output.ensure(longest);
      const { bytes: into, used } = output;
      into[used] = kinds.record;
      put32(into, used + 1, cluster);
      put40(into, used + recordAt, record);
      for (let byte = 0; byte < head.bytes; byte += 1) into[used + headAt + byte] = bytes[start + byte] ?? 0;
      output.used += headAt + head.bytes;
    },
  );
  return output.written;
}

function putCluster(output: Output, about: NumberedFacts, from: Uint8Array, start: number, end: number): void {
  output.ensure(longest);
  const { bytes, used } = output;
  bytes[used] = kinds.cluster;
  bytes[used + 1] =
    (about.named ? marks.named : 0) |
    (about.bare ? marks.bare : 0) |
    (about.sighted ? marks.sighted : 0) |
    (about.leaked ? marks.leaked : 0) |
    (about.guessed ? marks.guessed : 0);
  put40(bytes, used + 2, about.id);
  put32(bytes, used + 7, about.place);
  put32(bytes, used + 11, about.table);
  put16(bytes, used + 15, end - start);
  for (let at = start, to = used + identityAt; at < end; at += 1, to += 1) bytes[to] = from[at] ?? 0;
  output.used += identityAt + end - start;
}

function putDoubtful(output: Output, cluster: number, one: Node, two: Node, why: Why): void {
  output.ensure(longest);
  output.bytes[output.used] = kinds.doubt;
  putDoubt(output.bytes, output.used + 1, { why, clusters: [cluster, cluster], records: [one, two] });
  output.used += 1 + doubtBytes;
}

/** Tells a sink what `clusterMembers` gave. */
export async function tell(rows: Uint8Array, sink: ClusterSink): Promise<void> {
  const facts: NumberedFacts[] = [];
  let calls = 0;
  for (let at = 0; at < rows.length; ) {
    if (rows[at] === kinds.cluster) {
      const about = factsAt(rows, at);
      const end = at + identityAt + u16(rows, at + 15);
      sink.cluster(about.id, rows, at + identityAt, end, about);
      facts.push(about);
      at = end;
    } else if (rows[at] === kinds.doubt) {
      sink.doubt(rows, at + 1);
      at += 1 + doubtBytes;
    } else {
      const about = facts[u32(rows, at + 1)];
      if (about === undefined) throw new Error('a record without its cluster');
      sink.record(about.id, u40(rows, at + recordAt), rows, at + headAt, about);
      at += headAt + head.bytes;
    }
    calls += 1;
    if (calls % atOnce === 0) await sink.drain();
  }
  await sink.drain();
}

function factsAt(rows: Uint8Array, at: number): NumberedFacts {
  const mask = rows[at + 1] ?? 0;
  return {
    id: u40(rows, at + 2),
    named: (mask & marks.named) !== 0,
    bare: (mask & marks.bare) !== 0,
    sighted: (mask & marks.sighted) !== 0,
    leaked: (mask & marks.leaked) !== 0,
    guessed: (mask & marks.guessed) !== 0,
    place: u32(rows, at + 7),
    table: u32(rows, at + 11),
  };
}
