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

/** Bounds in which words count for a place, and the label of all between them; undefined where the place is not to be searched. */
export type BoundsAt = (
  position: number,
) => { readonly from: number; readonly to: number; readonly label?: string | undefined } | undefined;

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
    // What one rule finds does not depend on which others there are.
    const byRule = new Map<Rule, Place[]>();
    this.terms.each(text, 0, text.length, (term, start, end) => {
      const places = byRule.get(term.rule);
      if (places === undefined) byRule.set(term.rule, [{ term, start, end }]);
      else places.push({ term, start, end });
    });
    for (const places of byRule.values()) {
      for (let at = 0; at < places.length; at += 1) this.judge(text, places, at, boundsAt, found);
    }
  }

  private judge(
    text: string,
    places: readonly Place[],
    at: number,
    boundsAt: BoundsAt,
    found: (hit: TermHit) => void,
  ): void {
    const { term, start, end } = places[at] as Place;
    const { rule, strong } = term;
    const bounds = boundsAt(start);
    if (bounds === undefined || end > bounds.to) return;
    const [from, to] = sentenceAround(text, start, end, bounds);
    const reasons = judgeTerm({
      title: rule.title,
      strong,
      strict: 'terms' in rule.anchor && rule.anchor.terms.predicates.length > 0,
      start,
      end,
      others: hasOthers(places, at, from, to),
      labelled: bounds.label !== undefined && this.surroundings.isLabel(rule, bounds.label),
      cues: this.surroundings.around(rule, text, from, to),
      between: (one, other) => text.slice(one, other),
    });
    if (reasons === undefined) return;
    const score = Math.round(reasons.reduce((sum, { by }) => sum + by, 0) * 100) / 100;
    found({ rule, start, end, score, reasons });
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

/** Whether another term of the rule stands in [from, to) apart from this one; looks at eight neighbours at most. */
function hasOthers(places: readonly Place[], at: number, from: number, to: number): boolean {
  const one = places[at] as Place;
  for (let index = Math.max(0, at - 4); index <= at + 4; index += 1) {
    const other = places[index];
    if (other === undefined) continue;
    const isApart = other.end <= one.start || other.start >= one.end;
    const isOther = other.term.words.join(' ') !== one.term.words.join(' ');
    if (isApart && isOther && other.start >= from && other.end <= to) return true;
  }
  return false;
}
