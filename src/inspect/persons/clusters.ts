import { recordsOf } from './batch.ts';
import { u16, u32, u40 } from './bytes.ts';
import { edgeBytes } from './components.ts';
import { Cursor } from './cursor.ts';
import { flags, head } from './layout.ts';
import type { Assigned } from './links.ts';
import { createMembers } from './members.ts';
import type { Members } from './members.ts';
import { placeOf } from './nodes.ts';
import type { PersonSpill, SpillLog } from './spill.ts';
import type { Workbench } from './workbench.ts';

/** What is done with clusters as they come out. All are called in turn with `drain`, which is awaited. */
export interface ClusterSink {
  /** A cluster (named by its least record): what it says, in bytes from `from` to `end`, and whether it is in the leak. */
  cluster(id: number, bytes: Uint8Array, from: number, end: number, about: ClusterFacts): void;
  /** A record of a cluster with a full name, or after its cluster; `at` is where the head is in `bytes`. */
  record(id: number, record: number, bytes: Uint8Array, at: number, about: ClusterFacts): void;
  /** Two records of one cluster that may be of two; a row of doubt.ts, after the cluster or before. */
  doubt(bytes: Uint8Array, at: number): void;
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
  workbench: Workbench,
  sink: ClusterSink,
): Promise<void> {
  const members = createMembers(spill);
  try {
    await splitSingles(log, assigned, members, sink);
    await members.cluster(workbench, sink);
  } finally {
    await members.close();
  }
}

async function splitSingles(log: SpillLog, assigned: Assigned, members: Members, sink: ClusterSink): Promise<void> {
  // Doubles carry the same component: the least is the only one that a record is left with.
  const pairs = new Cursor(assigned, edgeBytes);
  let isPair = await pairs.load();
  let calls = 0;
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
      calls += 1;
      if (calls % atOnce === 0) await sink.drain();
    }
    await members.drain();
  }
  await sink.drain();
}
