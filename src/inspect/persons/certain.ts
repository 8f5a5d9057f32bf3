import { Rows } from './batch.ts';
import { put32, put40, u40 } from './bytes.ts';
import { claim, claimsOf, ranks, rowBytes } from './claims.ts';
import type { Claimant } from './claims.ts';
import type { Doubts } from './doubts.ts';
import type { Filters } from './filters.ts';
import { eachGroupSorted } from './groups.ts';
import { createGuesses } from './guesses.ts';
import {
  fullKey,
  incompleteKeys,
  incompleteParts,
  initialKey,
  namesIn,
  pairKey,
  plainPair,
  shorter,
  singleKey,
} from './name-keys.ts';
import type { PersonSpill } from './spill.ts';
import { Verdicts, countIn, doubtsIn, markBytes, marksIn, nameGroup } from './verdicts.ts';
import type { Workbench } from './workbench.ts';

const bucketCount = 256;
/** Bytes of a bucket that are held in memory. One with more is sorted on disk. */
const mostHeld = 32 * 2 ** 20;

/**
 * The lower bound. Persons are surely distinct when their names differ, or when something else tells them apart; so
 * clusters meet under every name that each could go by, and of those that nothing tells apart one is counted.
 *
 * Records whose bounds were guessed tell nobody apart, and yield to a cluster of another name that has their mailbox,
 * account or official number (guesses.ts).
 *
 * Pairs of which one yields are doubts: a look at both may show that they are two, or that they are one.
 *
 * Under the name a cluster has (`own`) and under shorter forms of it: without middle names or a second family name
 * (`longer`, which yields), or with an initial or one part only (`fuller`, to which the short form yields).
 */
export interface LowerBound {
  /** False for a cluster without a name: it has to be counted elsewhere (see anonymous.ts). */
  add(claimant: Claimant): boolean;
  /** To be awaited after at most 32 calls of `add`. */
  drain(): Promise<void>;
  count(workbench: Workbench): Promise<number>;
  close(): Promise<void>;
}

export function createLowerBound(
  spill: PersonSpill,
  { incomplete, guessed }: Filters,
  doubts?: Doubts,
  most = mostHeld,
): LowerBound {
  const names = spill.buckets(bucketCount);
  const marks = spill.sorter(markBytes, markBytes);
  const markRows = new Rows(marks, markBytes);
  const guesses = createGuesses(spill, guessed);

  const mark = (cluster: number, counted: number): void => {
    const at = markRows.room();
    put40(markRows.bytes, at, cluster);
    markRows.bytes[at + 5] = counted;
  };
  const drain = async (): Promise<void> => {
    await names.drain();
    await guesses.drain();
  };

  return {
    add(claimant) {
      const { cluster, bytes, from, to, about } = claimant;
      const pair = incomplete.empty ? plainPair(bytes, from, to) : -1;
      const parts = pair < 0 ? namesIn(bytes, from, to) : [];
      const full = parts.filter(({ short }) => !short);
      if (pair < 0 && full.length === 0) return false;
      const claims = claimsOf(claimant);
      if (!guessed.empty) guesses.add({ cluster, bytes, from, to, guessed: about.guessed, place: about.place });
      const open = about.guessed ? 1 : 0;
      const put = (high: number, low: number, rank: number, more: number): void => {
        const at = names.room(high >>> 24, rowBytes);
        const into = names.bytes;
        put32(into, at, high);
        put32(into, at + 4, low);
        into[at + 8] = rank;
        put40(into, at + 9, cluster);
        into[at + claim.more] = more;
        for (let byte = 0; byte < claims.length; byte += 1) into[at + claim.gender + byte] = claims[byte] ?? 0;
      };
      if (pair >= 0) {
        pairKey(bytes, pair, (high, low) => put(high, low, ranks.own, open));
        return true;
      }
      const wanted = (high: number, low: number): void => {
        if (incomplete.has(high, low)) put(high, low, ranks.fuller, 0);
      };
      const yields = full.length > 2 ? 1 : open;
      const lacking = incompleteParts(parts);
      if (lacking.length > 0) {
        const more = lacking.length > 1 ? 1 : open;
        incompleteKeys(parts, lacking, (high, low) => put(high, low, ranks.own, more));
        if (parts.some(({ short }) => short)) for (const part of lacking) singleKey(part, wanted);
        return true;
      }
      fullKey(full, (a, b) => put(a, b, ranks.own, yields));
      for (const one of incomplete.empty ? [] : full) {
        singleKey(one, wanted);
        for (const other of full) if (one !== other) initialKey(one, other.initial, wanted);
      }
      if (full.length > 2) {
        for (const some of shorter(full)) fullKey(some, (a, b) => put(a, b, ranks.longer, 0));
      }
      return true;
    },
    drain,
    async count(workbench) {
      let certain = 0;
      const take = async (verdicts: Uint8Array): Promise<void> => {
        certain += countIn(verdicts);
        await marks.push(marksIn(verdicts));
        await doubts?.push(doubtsIn(verdicts));
      };
      const numbers = Array.from({ length: bucketCount }, (_, bucket) => bucket);
      const small = numbers.filter((bucket) => names.size(bucket) <= most);
      for await (const verdicts of workbench.each(doubts === undefined ? 'judge' : 'judgeClosely', names, small))
        await take(verdicts);
      const group = nameGroup();
      for (const bucket of numbers) {
        if (names.size(bucket) <= most) continue;
        await eachGroupSorted(spill, names.read(bucket), group, () => {
          const verdicts = new Verdicts(doubts !== undefined);
          verdicts.add(group);
          return take(verdicts.bytes);
        });
      }
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
      await names.close();
      await marks.close();
      await guesses.close();
    },
  };
}
