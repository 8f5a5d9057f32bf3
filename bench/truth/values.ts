import { type Element, elements, specialElements } from '../../src/inspect/contract.ts';
import type { Span, TruthValue } from './read.ts';

export interface Found {
  readonly rule: string;
  readonly element: Element;
  readonly span: Span;
}
export interface Located {
  readonly value: TruthValue;
  readonly span: Span | undefined;
}
export interface Tally {
  /** Values found, of those that count. */
  hits: number;
  missed: number;
  /** Findings that are right. */
  right: number;
  wrong: number;
}
export interface Slip {
  readonly kind: 'missed' | 'spurious' | 'not in text';
  readonly element: Element;
  readonly value: string;
  readonly place: string;
}

export type Tallies = Record<Element, Tally>;

export function emptyTallies(): Tallies {
  return Object.fromEntries(
    elements.map((element) => [element, { hits: 0, missed: 0, right: 0, wrong: 0 }]),
  ) as Tallies;
}

/** What sentences say of somebody: where the words that say it begin and end, two people would not mark alike. */
const told: ReadonlySet<Element> = new Set(specialElements);

/**
 * Compares the findings of one file with its truth. A find counts when the element is equal and the spans overlap by
 * half both ways, of what sentences tell when they overlap; findings over a value that is not scored are neither right nor wrong.
 */
export function compare(found: readonly Found[], truth: readonly Located[], text: string, tallies: Tallies): Slip[] {
  const slips: Slip[] = [];
  for (const element of elements) {
    const tally = tallies[element];
    const here = truth.filter(({ value }) => value.element === element);
    const placed = here
      .filter((item): item is { value: TruthValue; span: Span } => item.span !== undefined)
      .sort((a, b) => a.span.start - b.span.start);
    const hit = new Set<number>();
    for (const finding of found.filter((one) => one.element === element)) {
      const near = overlapping(placed, finding.span);
      const matches = told.has(element) ? near : near.filter(({ span }) => halves(span, finding.span));
      for (const { value } of matches) hit.add(value.id);
      if (matches.some(({ value }) => value.scored)) tally.right++;
      else if (near.every(({ value }) => value.scored)) {
        tally.wrong++;
        slips.push({
          kind: 'spurious',
          element,
          value: text.slice(finding.span.start, finding.span.end),
          place: `${finding.rule} …${around(text, finding.span)}…`,
        });
      }
    }
    for (const { value, span } of here) {
      if (!value.scored) continue;
      if (hit.has(value.id)) {
        tally.hits++;
        continue;
      }
      tally.missed++;
      slips.push({
        kind: span === undefined ? 'not in text' : 'missed',
        element,
        value: value.value,
        place: span === undefined ? JSON.stringify(value.place) : `…${around(text, span)}…`,
      });
    }
  }
  return slips;
}

function around(text: string, { start, end }: Span): string {
  return text.slice(Math.max(0, start - 40), end + 20).replaceAll(/\s+/g, ' ');
}

/** Values are sorted and hardly overlap each other: those that touch the span lie together. */
function overlapping<T extends { readonly span: Span }>(sorted: readonly T[], { start, end }: Span): T[] {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.span.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  const out: T[] = [];
  for (let at = Math.max(0, low - 2); at < sorted.length; at++) {
    const one = sorted[at] as T;
    if (one.span.start >= end) break;
    if (one.span.end > start) out.push(one);
  }
  return out;
}

function halves(a: Span, b: Span): boolean {
  const common = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return common * 2 >= a.end - a.start && common * 2 >= b.end - b.start && common > 0;
}

export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Nothing found where nothing is counts as perfect. */
export function scoreOf({ hits, missed, right, wrong }: Tally): Score {
  const precision = right + wrong === 0 ? 1 : right / (right + wrong);
  const recall = hits + missed === 0 ? 1 : hits / (hits + missed);
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}
