import type { Sorter, SpillStore } from '../contract.ts';
import { Rows } from './batch.ts';
import { put32, put40, u32, u40 } from './bytes.ts';
import { claim, claimsOf, judge, parts, rowBytes } from './claims.ts';
import type { Claimant } from './claims.ts';
import { Cursor } from './cursor.ts';
import type { Filters } from './edges.ts';
import { createGuesses } from './guesses.ts';
import { fullKey, incompleteKeys, incompleteParts, initialKey, namesIn, shorter, singleKey } from './name-keys.ts';

/** Rows of one name that are compared; what goes beyond is left out of the lower bound. */
const maxRows = 20_000;

/**
 * The lower bound. Persons are surely distinct when their names differ, or when something else tells them apart; so
 * clusters meet under every name that each could go by, and of those that nothing tells apart one is counted.
 *
 * Records whose bounds were guessed tell nobody apart, and yield to a cluster of another name that has their mailbox,
 * account or official number (guesses.ts).
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

export function createLowerBound(spill: SpillStore, { incomplete, guessed }: Filters): LowerBound {
  const sorter = spill.sorter(rowBytes, claim.more);
  const rows = new Rows(sorter, rowBytes);
  const marks = spill.sorter(6, 6);
  const markRows = new Rows(marks, 6, 2 * maxRows);
  const guesses = createGuesses(spill, guessed);

  const mark = (cluster: number, counted: number): void => {
    const at = markRows.room();
    put40(markRows.bytes, at, cluster);
    markRows.bytes[at + 5] = counted;
  };
  const drain = async (): Promise<void> => {
    if (rows.full(1024)) await rows.flush();
    await guesses.drain();
  };

  return {
    add(claimant) {
      const { cluster, bytes, from, to, about } = claimant;
      const names = namesIn(bytes, from, to);
      const full = names.filter(({ short }) => !short);
      if (full.length === 0) return false;
      const claims = claimsOf(claimant);
      if (!guessed.empty) guesses.add({ cluster, bytes, from, to, guessed: about.guessed, place: about.place });
      const open = about.guessed ? 1 : 0;
      const put = (high: number, low: number, part: number, more: number): void => {
        const at = rows.room();
        put32(rows.bytes, at, high);
        put32(rows.bytes, at + 4, low);
        rows.bytes[at + 8] = part;
        put40(rows.bytes, at + 9, cluster);
        rows.bytes[at + claim.more] = more;
        rows.bytes.set(claims, at + claim.gender);
      };
      const wanted = (high: number, low: number): void => {
        if (incomplete.has(high, low)) put(high, low, parts.fuller, 0);
      };
      const yields = full.length > 2 ? 1 : open;
      const lacking = incompleteParts(names);
      if (lacking.length > 0) {
        const more = lacking.length > 1 ? 1 : open;
        incompleteKeys(names, lacking, (high, low) => put(high, low, parts.own, more));
        if (names.some(({ short }) => short)) for (const part of lacking) singleKey(part, wanted);
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
      await eachGroup(sorter, (group, end) => {
        judge(group, end, (at, counts) => {
          if (counts && group[at + claim.more] === 0) certain += 1;
          else mark(u40(group, at + 9), counts ? 1 : 0);
        });
        return markRows.full(maxRows) ? markRows.flush() : undefined;
      });
      await guesses.each(async (cluster) => {
        mark(cluster, 0);
        if (markRows.full()) await markRows.flush();
      });
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
      await guesses.close();
    },
  };
}

/** Calls `visit` with the rows of each key, `maxRows` at most, up to `end`; awaits what it returns, if anything. */
async function eachGroup(
  sorter: Sorter,
  visit: (group: Uint8Array, end: number) => Promise<void> | undefined,
): Promise<void> {
  const held = new Uint8Array(maxRows * rowBytes);
  let used = 0;
  const cursor = new Cursor(sorter, rowBytes);
  while (cursor.step() || (await cursor.load())) {
    const { bytes, at } = cursor;
    if (used > 0 && (u32(held, 0) !== u32(bytes, at) || u32(held, 4) !== u32(bytes, at + 4))) {
      const settled = visit(held, used);
      if (settled !== undefined) await settled;
      used = 0;
    }
    if (used === held.length) continue;
    for (let byte = 0; byte < rowBytes; byte += 1) held[used + byte] = bytes[at + byte] ?? 0;
    used += rowBytes;
  }
  if (used > 0) await visit(held, used);
}
