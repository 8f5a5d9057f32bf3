import type { SpillStore } from '../contract.ts';
import { Rows } from './batch.ts';
import type { KeyFilter } from './bloom.ts';
import { put32, put40, u32, u40 } from './bytes.ts';
import { Cursor } from './cursor.ts';
import { eachItem, tags } from './layout.ts';

/**
 * A record whose bounds were guessed may hold the name of one person and the mailbox of the next. So a cluster of such
 * records alone is not surely somebody else where it shares what few people share with a cluster of another name.
 */
export interface Guesses {
  add(cluster: Guess): void;
  drain(): Promise<void>;
  /** Calls `yields` with each cluster that may be a mixture; the same one maybe several times. */
  each(yields: (cluster: number) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

interface Guess {
  readonly cluster: number;
  readonly guessed: boolean;
  /** The same number in every run: where the evidence leaves a choice, it decides. */
  readonly place: number;
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/** Row: key 8, guessed 1, place 4, cluster 5. */
const rowBytes = 18;

/** The identifiers that few people share, as keys. */
export function sharedKeys(
  bytes: Uint8Array,
  from: number,
  to: number,
  take: (high: number, low: number) => void,
): void {
  eachItem(bytes, from, to, (tag, at) => {
    if (tag === tags.email || tag === tags.payment) take(u32(bytes, at), u32(bytes, at + 4));
    else if (tag === tags.officialId) take(u32(bytes, at + 2), u32(bytes, at + 6));
  });
}

/** @param shared keys of all records whose bounds were guessed */
export function createGuesses(spill: SpillStore, shared: KeyFilter): Guesses {
  const sorter = spill.sorter(rowBytes, rowBytes);
  const rows = new Rows(sorter, rowBytes);
  return {
    add({ cluster, guessed, place, bytes, from, to }) {
      sharedKeys(bytes, from, to, (high, low) => {
        if (!shared.has(high, low)) return;
        const at = rows.room();
        put32(rows.bytes, at, high);
        put32(rows.bytes, at + 4, low);
        rows.bytes[at + 8] = guessed ? 1 : 0;
        put32(rows.bytes, at + 9, place);
        put40(rows.bytes, at + 13, cluster);
      });
    },
    async drain() {
      if (rows.full(512)) await rows.flush();
    },
    async each(yields) {
      await rows.flush();
      const cursor = new Cursor(sorter, rowBytes);
      let high = -1;
      let low = -1;
      let first = -1;
      while (cursor.step() || (await cursor.load())) {
        const { bytes, at } = cursor;
        const cluster = u40(bytes, at + 13);
        if (u32(bytes, at) !== high || u32(bytes, at + 4) !== low) {
          high = u32(bytes, at);
          low = u32(bytes, at + 4);
          first = cluster;
        } else if (bytes[at + 8] === 1 && cluster !== first) await yields(cluster);
      }
    },
    close: () => sorter.close(),
  };
}
