import type { Sorter, SpillStore } from '../contract.ts';
import { Rows } from './batch.ts';
import { put40 } from './bytes.ts';
import { components, edgeBytes } from './components.ts';

/** Links between records, and the components that they make. */
export interface Links {
  /** Links a record with a lesser one. */
  add(record: number, least: number): void;
  /** To be awaited after at most 32 calls of `add`. */
  drain(): Promise<void>;
  /**
   * Rows (record 5, least record of its component 5) in order of the record, the least with itself; records without a
   * link have none. The caller closes it.
   */
  components(): Promise<Assigned>;
}

/** Can be read once. */
export type Assigned = Pick<Sorter, 'sorted' | 'close'>;

/** 64 MiB; more records are linked on disk, at three times the cost. */
const mostInMemory = 2 ** 24;

/** @param records how many there are, all numbered below that */
export function createLinks(spill: SpillStore, records: number, most = mostInMemory): Links {
  return records <= most ? createHeldLinks(records) : createDiskLinks(spill);
}

/** A forest of records: each points to a lesser one of its component, roots to themselves. */
function createHeldLinks(records: number): Links {
  /** One more than the number pointed to; 0 where there is no link. */
  const above = new Uint32Array(records);
  const rootOf = (record: number): number => {
    let at = record;
    for (;;) {
      const next = (above[at] ?? 0) - 1;
      if (next < 0) {
        above[at] = at + 1;
        return at;
      }
      if (next === at) return at;
      above[at] = above[next] ?? 0;
      at = next;
    }
  };
  return {
    add(record, least) {
      const [one, two] = [rootOf(record), rootOf(least)];
      if (one < two) above[two] = one + 1;
      else above[one] = two + 1;
    },
    async drain() {},
    async components() {
      return {
        async *sorted() {
          const batch = new Uint8Array(4096 * edgeBytes);
          let used = 0;
          for (let record = 0; record < records; record += 1) {
            if (above[record] === 0) continue;
            put40(batch, used, record);
            put40(batch, used + 5, rootOf(record));
            used += edgeBytes;
            if (used < batch.length) continue;
            yield batch;
            used = 0;
          }
          if (used > 0) yield batch.subarray(0, used);
        },
        async close() {},
      };
    },
  };
}

function createDiskLinks(spill: SpillStore): Links {
  const edges = spill.sorter(edgeBytes, edgeBytes);
  const rows = new Rows(edges, edgeBytes);
  return {
    add(record, least) {
      const at = rows.room();
      put40(rows.bytes, at, record);
      put40(rows.bytes, at + 5, least);
    },
    async drain() {
      if (rows.full()) await rows.flush();
    },
    async components() {
      await rows.flush();
      return components(spill, edges);
    },
  };
}
