import type { ClusterSink } from './clusters.ts';
import { stir } from './keys.ts';
import { eachSorted } from './large-members.ts';
import { membersIn, putRow, rowLength } from './member-rows.ts';
import type { Member } from './member-rows.ts';
import type { PersonSpill, SpillBuckets } from './spill.ts';
import { tell } from './told.ts';
import type { Workbench } from './workbench.ts';

/** Records that share keys with others, to be clustered component by component. */
export interface Members {
  /** The record from `start` to `end` is in `component`. */
  add(component: number, record: number, bytes: Uint8Array, start: number, end: number): void;
  drain(): Promise<void>;
  /** Clusters the members and tells `sink` of each cluster, and then of its records. */
  cluster(workbench: Workbench, sink: ClusterSink): Promise<void>;
  close(): Promise<void>;
}

const bucketCount = 256;
/** Bytes of a bucket that are held in memory. One with more is sorted on disk, at three times the cost. */
const mostHeld = 32 * 2 ** 20;

export function createMembers(spill: PersonSpill, most = mostHeld): Members {
  const buckets = spill.buckets(bucketCount);
  return {
    add(component, record, bytes, start, end) {
      const at = buckets.room(stir(component % 2 ** 32) >>> 24, rowLength(end - start));
      putRow(buckets.bytes, at, component, record, bytes, start, end);
    },
    drain: () => buckets.drain(),
    async cluster(workbench, sink) {
      const small = Array.from({ length: bucketCount }, (_, bucket) => bucket).filter(
        (bucket) => buckets.size(bucket) <= most,
      );
      for await (const rows of workbench.each('cluster', buckets, small)) await tell(rows, sink);
      for (let bucket = 0; bucket < bucketCount; bucket += 1) {
        if (buckets.size(bucket) > most) await eachSorted(spill, rowsOf(buckets, bucket), sink);
      }
    },
    close: () => buckets.close(),
  };
}

async function* rowsOf(buckets: SpillBuckets, bucket: number): AsyncGenerator<Iterable<Member>> {
  for await (const piece of buckets.read(bucket)) yield membersIn(piece);
}
