import type { Sorter, SpillStore } from '../contract.ts';
import { Rows } from './batch.ts';
import { put32, put40, u32, u40 } from './bytes.ts';
import type { ClusterFacts } from './clusters.ts';
import { contradict, profileOf } from './conflict.ts';
import type { Filters } from './filters.ts';
import { type Identity, readIdentity, readParts } from './identity.ts';
import { ownerKeys } from './keys.ts';
import { identityBytes } from './layout.ts';
import { nameInFile, wholeNameKey } from './name-keys.ts';
import { compareNames } from './names.ts';

/**
 * Clusters without a full name (sightings, lines with a number and no name) join the one named cluster that has the
 * same mailbox, telephone, account, local number or user name; those with nothing but a name (authors of documents)
 * the one that has this name in the same file. Where two named clusters have it, it tells neither of them, and where
 * two of their identifiers lead to two owners, none is believed.
 */
export interface Owners {
  add(cluster: number, about: ClusterFacts, bytes: Uint8Array, from: number, to: number): void;
  /** A record of a cluster that was added with the same `about`, and the number of the file that it is in. */
  place(file: number, about: ClusterFacts): void;
  drain(): Promise<void>;
  /** Rows (cluster without a name 5, its owner 5) in order of the first; the caller closes it. */
  resolve(): Promise<Sorter>;
  close(): Promise<void>;
}

/** Row: key 8, 0 for named or 1 for not (2 by a local number), cluster 5, identity. */
const rowBytes = 14 + identityBytes;
export const ownerBytes = 10;

/** A cluster whose name stands alone somewhere, and what it says. */
interface Namesake {
  readonly cluster: number;
  readonly high: number;
  readonly low: number;
  readonly identity: Uint8Array;
}

export function createOwners(spill: SpillStore, { anonymous, bare }: Filters): Owners {
  const sorter = spill.sorter(rowBytes, 14);
  const rows = new Rows(sorter, rowBytes, 1024);
  const namesakes = new WeakMap<ClusterFacts, Namesake>();
  const put = (high: number, low: number, loose: number, cluster: number, identity: Uint8Array): void => {
    const at = rows.room();
    rows.bytes.fill(0, at, at + rowBytes);
    put32(rows.bytes, at, high);
    put32(rows.bytes, at + 4, low);
    rows.bytes[at + 8] = loose;
    put40(rows.bytes, at + 9, cluster);
    rows.bytes.set(identity, at + 14);
  };
  return {
    add(cluster, about, bytes, from, to) {
      if (anonymous.empty) return;
      if (!about.bare) {
        ownerKeys(bytes, from, to, (high, low, isLocal) => {
          if (!about.named || anonymous.has(high, low)) {
            put(high, low, about.named ? 0 : isLocal ? 2 : 1, cluster, bytes.subarray(from, to));
          }
        });
      }
      if (!about.named || bare.empty) return;
      wholeNameKey(bytes, from, to, (high, low) => {
        if (bare.has(high, low)) namesakes.set(about, { cluster, high, low, identity: bytes.slice(from, to) });
      });
    },
    place(file, about) {
      const namesake = namesakes.get(about);
      if (namesake === undefined) return;
      nameInFile(namesake.high, namesake.low, file, (high, low) => {
        if (about.bare || anonymous.has(high, low))
          put(high, low, about.bare ? 1 : 0, namesake.cluster, namesake.identity);
      });
    },
    async drain() {
      if (rows.full(300)) await rows.flush();
    },
    async resolve() {
      await rows.flush();
      const candidates = spill.sorter(ownerBytes, ownerBytes);
      await findCandidates(sorter, new Rows(candidates, ownerBytes));
      const owners = spill.sorter(ownerBytes, ownerBytes);
      await keepUnique(candidates, new Rows(owners, ownerBytes));
      await candidates.close();
      return owners;
    },
    close: () => sorter.close(),
  };
}

async function findCandidates(sorter: Sorter, found: Rows): Promise<void> {
  let high = -1;
  let low = -1;
  let owner = -1;
  let several = false;
  const ownerRow = new Uint8Array(rowBytes);
  for await (const batch of sorter.sorted()) {
    for (let at = 0; at < batch.length; at += rowBytes) {
      if (u32(batch, at) !== high || u32(batch, at + 4) !== low) {
        high = u32(batch, at);
        low = u32(batch, at + 4);
        owner = -1;
        several = false;
      }
      const cluster = u40(batch, at + 9);
      if (batch[at + 8] === 0) {
        several ||= owner >= 0 && owner !== cluster;
        owner = cluster;
        ownerRow.set(batch.subarray(at, at + rowBytes));
      } else if (owner >= 0 && !several && fits(ownerRow, batch.subarray(at, at + rowBytes), batch[at + 8] === 2)) {
        const to = found.room();
        put40(found.bytes, to, cluster);
        put40(found.bytes, to + 5, owner);
        if (found.full()) await found.flush();
      }
    }
  }
  await found.flush();
}

/**
 * @param isLocal found by a number that a table gave out. Tables that know nothing of each other all count from 1: it is believed
 *   only where what else is known does not speak against it
 */
function fits(ownerRow: Uint8Array, row: Uint8Array, isLocal: boolean): boolean {
  const [owner, other] = [readParts(ownerRow, 14, rowBytes), readParts(row, 14, rowBytes)];
  const relation = compareNames(owner, other);
  if (relation === 'different' || relation === 'half') return false;
  const [mine, theirs] = [readIdentity(ownerRow, 14, rowBytes), readIdentity(row, 14, rowBytes)];
  if (isLocal && reachedApart(mine, theirs)) return false;
  return !contradict(profileOf(owner, mine), profileOf(other, theirs));
}

/** Both have mailboxes, or both telephones, and none of any kind is the same. */
function reachedApart(one: Identity, two: Identity): boolean {
  const ways = [
    [one.emails, two.emails],
    [one.phones, two.phones],
    [one.payments, two.payments],
  ] as const;
  if (ways.some(([mine, theirs]) => mine.some((way) => theirs.includes(way)))) return false;
  return ways.some(([mine, theirs]) => mine.length > 0 && theirs.length > 0);
}

async function keepUnique(candidates: Sorter, kept: Rows): Promise<void> {
  let cluster = -1;
  let owner = -1;
  let several = false;
  const keep = (): void => {
    if (cluster < 0 || several) return;
    const at = kept.room();
    put40(kept.bytes, at, cluster);
    put40(kept.bytes, at + 5, owner);
  };
  for await (const batch of candidates.sorted()) {
    for (let at = 0; at < batch.length; at += ownerBytes) {
      const next = u40(batch, at);
      const nextOwner = u40(batch, at + 5);
      if (next === cluster) {
        several ||= nextOwner !== owner;
        continue;
      }
      keep();
      if (kept.full()) await kept.flush();
      cluster = next;
      owner = nextOwner;
      several = false;
    }
  }
  keep();
  await kept.flush();
}
