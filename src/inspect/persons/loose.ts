import type { Sorter, SpillStore } from '../contract.ts';
import { Rows } from './batch.ts';
import { put32, put40, u32, u40 } from './bytes.ts';
import type { ClusterFacts } from './clusters.ts';
import type { Filters } from './filters.ts';
import { eachItem, head, identityBytes, tags } from './layout.ts';
import { entryBytes, entrySorter, putEntry } from './output.ts';
import { createOwners, ownerBytes } from './owners.ts';

/** Row: cluster 5, marks 1, table 4, place 4, identity. */
const rowBytes = 14 + identityBytes;
const marks = { leaked: 1, account: 2, guessed: 4 } as const;

/** A cluster that may be somebody else's: without a full name, or with nothing else. */
export function isLoose({ named, bare }: ClusterFacts): boolean {
  return !named || bare;
}

function isAccount(bytes: Uint8Array, from: number, to: number): boolean {
  let account = true;
  eachItem(bytes, from, to, (tag) => {
    account &&= tag === tags.payment || tag === tags.phone;
  });
  return account;
}

/** A loose cluster that nobody owns. */
interface Unowned {
  readonly id: number;
  readonly about: Pick<ClusterFacts, 'leaked' | 'table' | 'place' | 'guessed'>;
  /** Its identity. */
  readonly bytes: Uint8Array;
}

/** Loose clusters, kept back until all others are known. */
export interface Loose {
  /** To be told of every cluster, since any may be an owner. */
  cluster(id: number, bytes: Uint8Array, from: number, to: number, about: ClusterFacts): void;
  /** To be told of every record after its cluster; `at` is where its head is. */
  place(bytes: Uint8Array, at: number, about: ClusterFacts): void;
  /** A record of a loose cluster. */
  record(id: number, record: number, bytes: Uint8Array, at: number): void;
  /** To be awaited after at most 32 calls. */
  drain(): Promise<void>;
  /**
   * Hands out the clusters that stay on their own, and all records under the cluster that they belong to now.
   *
   * An account, a card or a telephone number in running text that no person found has is a company's, or that of
   * somebody who is found without it, and is left out; but where there are more of these than persons of a name, they
   * cannot all be theirs, and each counts.
   */
  settle(
    unowned: (cluster: Unowned) => Promise<void>,
    entry: (id: number, record: number, bytes: Uint8Array, at: number) => Promise<void>,
  ): Promise<void>;
  close(): Promise<void>;
}

export function createLoose(spill: SpillStore, filters: Filters): Loose {
  const owners = createOwners(spill, filters);
  const clusters = spill.sorter(rowBytes, 5);
  const rows = new Rows(clusters, rowBytes, 256);
  const entries = entrySorter(spill);
  const entryRows = new Rows(entries, entryBytes);
  let named = 0;
  let accounts = 0;
  return {
    cluster(id, bytes, from, to, about) {
      owners.add(id, about, bytes, from, to);
      if (!isLoose(about)) {
        if (about.leaked) named += 1;
        return;
      }
      const account = about.sighted && isAccount(bytes, from, to);
      if (account) accounts += 1;
      const at = rows.room();
      rows.bytes.fill(0, at, at + rowBytes);
      put40(rows.bytes, at, id);
      rows.bytes[at + 5] =
        (about.leaked ? marks.leaked : 0) | (account ? marks.account : 0) | (about.guessed ? marks.guessed : 0);
      put32(rows.bytes, at + 6, about.table);
      put32(rows.bytes, at + 10, about.place);
      rows.bytes.set(bytes.subarray(from, to), at + 14);
    },
    place: (bytes, at, about) => owners.place(u32(bytes, at + head.file), about),
    record(id, record, bytes, at) {
      putEntry(entryRows, id, record, bytes, at);
    },
    async drain() {
      if (rows.full()) await rows.flush();
      if (entryRows.full()) await entryRows.flush();
      await owners.drain();
    },
    async settle(unowned, entry) {
      await rows.flush();
      await entryRows.flush();
      const owned = await owners.resolve();
      try {
        const pairs = rowsOf(owned, ownerBytes);
        let pair = await pairs.next();
        const ownerOf = async (id: number): Promise<number | undefined> => {
          while (pair.done !== true && u40(pair.value.bytes, pair.value.at) < id) pair = await pairs.next();
          if (pair.done === true || u40(pair.value.bytes, pair.value.at) !== id) return undefined;
          return u40(pair.value.bytes, pair.value.at + 5);
        };
        const records = rowsOf(entries, entryBytes);
        let next = await records.next();
        for await (const { bytes, at } of rowsOf(clusters, rowBytes)) {
          const id = u40(bytes, at);
          const owner = await ownerOf(id);
          const mask = bytes[at + 5] ?? 0;
          const nobody = owner === undefined && (mask & marks.account) !== 0 && accounts <= named;
          if (owner === undefined && !nobody) {
            const about = {
              leaked: (mask & marks.leaked) !== 0,
              guessed: (mask & marks.guessed) !== 0,
              table: u32(bytes, at + 6),
              place: u32(bytes, at + 10),
            };
            await unowned({ id, about, bytes: bytes.subarray(at + 14, at + rowBytes) });
          }
          while (next.done !== true && u40(next.value.bytes, next.value.at) === id) {
            const { bytes: row, at: start } = next.value;
            if (!nobody) await entry(owner ?? id, u40(row, start + 5), row, start + 10);
            next = await records.next();
          }
        }
      } finally {
        await owned.close();
      }
    },
    async close() {
      await owners.close();
      await clusters.close();
      await entries.close();
    },
  };
}

async function* rowsOf(
  sorter: Sorter,
  width: number,
): AsyncGenerator<{ readonly bytes: Uint8Array; readonly at: number }> {
  for await (const bytes of sorter.sorted()) {
    for (let at = 0; at < bytes.length; at += width) yield { bytes, at };
  }
}
