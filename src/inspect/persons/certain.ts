import type { SpillStore } from '../contract.ts';
import { Rows } from './batch.ts';
import type { KeyFilter } from './bloom.ts';
import { put32, put40, u32, u40 } from './bytes.ts';
import { claim, claimsOf, judge, parts, rowBytes } from './claims.ts';
import type { Claimant } from './claims.ts';
import { fullKey, incompleteName, incompleteParts, initialKey, namesIn, shorter, singleKey } from './name-keys.ts';

/** Rows of one name that are compared; what goes beyond is left out of the lower bound. */
const maxRows = 20_000;

/**
 * The lower bound. Persons are surely distinct when their names differ, or when something else tells them apart; so
 * clusters meet under every name that each could go by, and of those that nothing tells apart one is counted.
 *
 * Under the name a cluster has (`own`) and under shorter forms of it: without middle names or a second family name
 * (`longer`, which yields), or with an initial or one part only (`fuller`, to which the short form yields).
 */
export interface LowerBound {
  /** False for a cluster without a name: it has to be counted elsewhere (see anonymous.ts). */
  add(claimant: Claimant): boolean;
  /** To be awaited after at most 32 calls of `add`. */
  drain(): Promise<void>;
  count(): Promise<number>;
  close(): Promise<void>;
}

/** @param incomplete all keys that `incompleteName` gave for the records */
export function createLowerBound(spill: SpillStore, incomplete: KeyFilter): LowerBound {
  const sorter = spill.sorter(rowBytes, claim.more);
  const rows = new Rows(sorter, rowBytes);
  const marks = spill.sorter(6, 6);
  const markRows = new Rows(marks, 6);

  const mark = (cluster: number, counted: number): void => {
    const at = markRows.room();
    put40(markRows.bytes, at, cluster);
    markRows.bytes[at + 5] = counted;
  };
  const drain = async (): Promise<void> => {
    if (rows.full(1024)) await rows.flush();
  };

  return {
    add(claimant) {
      const names = namesIn(claimant.bytes, claimant.from, claimant.to);
      const full = names.filter(({ short }) => !short);
      if (full.length === 0) return false;
      const claims = claimsOf(claimant);
      const put = (high: number, low: number, part: number, more: number): void => {
        const at = rows.room();
        put32(rows.bytes, at, high);
        put32(rows.bytes, at + 4, low);
        rows.bytes[at + 8] = part;
        put40(rows.bytes, at + 9, claimant.cluster);
        rows.bytes[at + claim.more] = more;
        rows.bytes.set(claims, at + claim.gender);
      };
      const wanted = (high: number, low: number): void => {
        if (incomplete.has(high, low)) put(high, low, parts.fuller, 0);
      };
      const yields = full.length > 2 ? 1 : 0;
      if (incompleteName(claimant.bytes, claimant.from, claimant.to, (a, b) => put(a, b, parts.own, 0))) {
        const initial = names.find(({ short }) => short);
        if (initial === undefined) return true;
        for (const [at, part] of incompleteParts(names).entries()) {
          singleKey(part, wanted);
          if (at > 0) initialKey(part, initial.initial, wanted);
        }
        return true;
      }
      fullKey(full, (a, b) => put(a, b, parts.own, yields));
      for (const one of incomplete.empty ? [] : full) {
        singleKey(one, wanted);
        for (const other of full) if (one !== other) initialKey(one, other.initial, wanted);
      }
      if (full.length > 2) {
        for (const some of shorter(full)) fullKey(some, (a, b) => put(a, b, parts.longer, 0));
      }
      return true;
    },
    drain,
    async count() {
      await rows.flush();
      let certain = 0;
      for await (const group of groupsOf(sorter)) {
        for (const { row, counts } of judge(group)) {
          const open = counts && (group[row * rowBytes + claim.more] ?? 0) !== 0;
          if (counts && !open) certain += 1;
          else if (open || !counts) mark(u40(group, row * rowBytes + 9), counts ? 1 : 0);
          if (markRows.full()) await markRows.flush();
        }
      }
      await markRows.flush();
      let last = -1;
      for await (const batch of marks.sorted()) {
        for (let at = 0; at < batch.length; at += 6) {
          const cluster = u40(batch, at);
          // A mark of yielding (0) comes before the mark of counting (1).
          if (cluster !== last && batch[at + 5] === 1) certain += 1;
          last = cluster;
        }
      }
      return certain;
    },
    async close() {
      await sorter.close();
      await marks.close();
    },
  };
}

/** Rows of one key each, `maxRows` at most. */
async function* groupsOf(sorter: ReturnType<SpillStore['sorter']>): AsyncGenerator<Uint8Array> {
  const held = new Uint8Array(maxRows * rowBytes);
  let used = 0;
  for await (const batch of sorter.sorted()) {
    for (let at = 0; at < batch.length; at += rowBytes) {
      if (used > 0 && (u32(held, 0) !== u32(batch, at) || u32(held, 4) !== u32(batch, at + 4))) {
        yield held.subarray(0, used);
        used = 0;
      }
      if (used < held.length) {
        for (let byte = 0; byte < rowBytes; byte += 1) held[used + byte] = batch[at + byte] ?? 0;
        used += rowBytes;
      }
    }
  }
  if (used > 0) yield held.subarray(0, used);
}
