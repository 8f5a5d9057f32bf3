import type { Element, Reason } from '../contract.ts';
import type { Rule } from '../rules/compile.ts';

/** Below this a match is not reported. */
export const threshold = 0.5;

/** A match of a rule at a place of a block, before overlaps are settled. Offsets are UTF-16 in the block. */
export interface Candidate {
  readonly rule: Rule;
  /** Of the rule; undefined for decoys. */
  readonly element: Element | undefined;
  readonly start: number;
  readonly end: number;
  readonly score: number;
  /** The value in normal form. */
  readonly normal: string;
  readonly reasons: readonly Reason[];
  /** Number of the cell in the block it lies in, or -1. */
  readonly cell: number;
}

/** A candidate that won its place; decoys are gone. */
export type Hit = Candidate & { readonly element: Element };

/**
 * Settles overlaps: of two candidates that share a character the one with the higher score stays, then the longer,
 * then the one whose rule comes first. A decoy that wins takes its span away from the others and is then dropped.
 * Returns hits of at least the threshold in order of text.
 */
export function settle(candidates: Candidate[]): Hit[] {
  if (candidates.length === 0) return [];
  if (areApart(candidates)) return candidates.filter(isHit);
  const ranked = candidates.filter((one) => one.score >= threshold).sort(byRank);
  const kept: Candidate[] = [];
  for (const one of ranked) {
    if (!overlapsAny(kept, one)) insert(kept, one);
  }
  return kept.filter(isHit);
}

/** Whether they come in order of text and share nothing, as the cells of most rows do: then all stay as they are. */
function areApart(candidates: readonly Candidate[]): boolean {
  for (let index = 1; index < candidates.length; index++) {
    const before = candidates[index - 1] as Candidate;
    const one = candidates[index] as Candidate;
    if (one.start < before.end || one.start === before.start) return false;
  }
  return true;
}

function isHit(one: Candidate): one is Hit {
  return !one.rule.decoy && one.score >= threshold;
}

function byRank(a: Candidate, b: Candidate): number {
  const byWorth = b.score - a.score || b.end - b.start - (a.end - a.start) || a.start - b.start;
  // Of two that are as good the rule that was given first counts, in whatever order they were found.
  return byWorth || a.rule.order - b.rule.order;
}

/** `kept` is ordered by start and free of overlaps, so only the neighbours of the place can overlap. */
function overlapsAny(kept: readonly Candidate[], one: Candidate): boolean {
  const place = lowerBound(kept, one.start);
  const before = kept[place - 1];
  const after = kept[place];
  return (before !== undefined && before.end > one.start) || (after !== undefined && after.start < one.end);
}

function insert(kept: Candidate[], one: Candidate): void {
  kept.splice(lowerBound(kept, one.start), 0, one);
}

function lowerBound(kept: readonly Candidate[], start: number): number {
  let low = 0;
  let high = kept.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((kept[middle] as Candidate).start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
