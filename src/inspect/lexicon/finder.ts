import type { Reason } from '../contract.ts';
import type { Rule } from '../rules/compile.ts';
import { ahead, behind, judgeTerm } from './judge.ts';
import { Phrases } from './phrases.ts';
import { Surroundings } from './surroundings.ts';
import { type Term, termsOf } from './term.ts';

export interface TermHit {
  readonly rule: Rule;
  readonly start: number;
  readonly end: number;
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** Bounds in which words count for a place; undefined where the place is not to be searched. */
export type BoundsAt = (position: number) => { readonly from: number; readonly to: number } | undefined;

interface Place {
  readonly term: Term;
  readonly start: number;
  readonly end: number;
}

/** A stop ends the sentence unless a short word is before it: `Pat. leidet an`, `Mr. Lee`. */
const stops = /(?<=[\p{L}\p{N})]{4})[.!?](?=\s)|\n\s*\n/gu;
const none: ReadonlySet<string> = new Set();

/** Finds the terms of all rules in one pass, and judges each by its sentence. */
export class TermFinder {
  private readonly terms: Phrases<Term>;
  private readonly surroundings: Surroundings;

  /** @param given given names, folded: a name before a term is a person */
  constructor(rules: readonly Rule[], given: ReadonlySet<string> = none) {
    const own = rules.filter(({ anchor }) => 'terms' in anchor);
    this.terms = new Phrases(own.flatMap(termsOf));
    this.surroundings = new Surroundings(own, given);
  }

  find(text: string, boundsAt: BoundsAt, found: (hit: TermHit) => void): void {
    const places: Place[] = [];
    this.terms.each(text, 0, text.length, (term, start, end) => places.push({ term, start, end }));
    for (let at = 0; at < places.length; at += 1) {
      const { term, start, end } = places[at] as Place;
      const bounds = boundsAt(start);
      if (bounds === undefined || end > bounds.to) continue;
      const [from, to] = sentenceAround(text, start, end, bounds);
      const cues = this.surroundings.around(term.rule, text, from, to);
      const reasons = judgeTerm({
        title: term.rule.title,
        strong: term.strong,
        start,
        end,
        others: hasOthers(places, at, from, to),
        cues,
        between: (one, other) => text.slice(one, other),
      });
      if (reasons === undefined) continue;
      const score = Math.round(reasons.reduce((sum, { by }) => sum + by, 0) * 100) / 100;
      found({ rule: term.rule, start, end, score, reasons });
    }
  }
}

function sentenceAround(
  text: string,
  start: number,
  end: number,
  bounds: { from: number; to: number },
): [number, number] {
  let from = Math.max(bounds.from, start - ahead);
  let to = Math.min(bounds.to, end + behind);
  for (const { index } of text.slice(from, start).matchAll(stops)) {
    if (index >= 0) from = Math.max(from, Math.max(bounds.from, start - ahead) + index + 1);
  }
  const after = text.slice(Math.max(0, end - 4), to);
  stops.lastIndex = 0;
  const stop = stops.exec(after);
  stops.lastIndex = 0;
  if (stop !== null) to = Math.max(end, Math.max(0, end - 4) + stop.index);
  return [from, to];
}

/** Whether another term of the element stands in [from, to) apart from this one; looks at eight neighbours at most. */
function hasOthers(places: readonly Place[], at: number, from: number, to: number): boolean {
  const one = places[at] as Place;
  for (let index = Math.max(0, at - 4); index <= at + 4; index += 1) {
    const other = places[index];
    if (other === undefined || other.term.rule.element !== one.term.rule.element) continue;
    const isApart = other.end <= one.start || other.start >= one.end;
    const isOther = other.term.words.join(' ') !== one.term.words.join(' ');
    if (isApart && isOther && other.start >= from && other.end <= to) return true;
  }
  return false;
}
