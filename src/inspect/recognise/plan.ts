import type { Concept } from '../contract.ts';
import { longestDigitGap } from '../match/digit-gap.ts';
import { Finder, type Sought, soughtOf } from '../match/finder.ts';
import { TermFinder } from '../lexicon/finder.ts';
import { Literals } from '../match/literals.ts';
import { longestLetterRun } from '../match/letter-run.ts';
import { parsePattern } from '../match/pattern.ts';
import type { Rule } from '../rules/compile.ts';
import { WordIndex } from '../rules/word-index.ts';
import { NamedRules } from './named-rules.ts';
import { WordGate } from './word-gate.ts';
import { hasWindows, WordWindows } from './word-windows.ts';

/** Digits this close belong to one number: the groups of a long one have less between them. */
export const digitGap = 12;

/** Rules sorted by what makes it worth trying them at a place in the text. Built once. */
export interface Plan {
  /** Tried around an `@`. */
  readonly at: Finder;
  /** Tried where an automaton sees the shape of a match: numbers, and what has digits in it. */
  readonly shapes: Finder;
  /** Numbers that need a context: tried where digits stand close together and their context may be there. */
  readonly gate: WordGate<DigitRule>;
  /** What needs a word near by and may have letters for long where digits could be: tried around these words. */
  readonly windows: WordWindows;
  readonly named: NamedRules;
  /** Tried where one of their literals stands. */
  readonly literals: Literals<Rule>;
  /** Says what a name in running text is; `findNames` tells where they are. */
  readonly namesInText: Rule | undefined;
  /** Where the words that rules look for near a match can be. */
  readonly words: WordIndex;
  /** Words that say something of a person. */
  readonly terms: TermFinder;
  /** Tried on the value of a cell whose label means the concept. */
  readonly byConcept: ReadonlyMap<Concept, readonly Rule[]>;
}

interface DigitRule {
  readonly sought: Sought;
  /** Digits that a match has at least. */
  readonly min: number;
}

/** Sorts rules by their anchors and by the labels they agree with. */
export function planRules(rules: readonly Rule[], givenNames?: ReadonlySet<string>): Plan {
  const words = new WordIndex(rules.filter(({ anchor }) => !('terms' in anchor)));
  const gated: DigitRule[] = [];
  const windowed: Rule[] = [];
  const shapes: Rule[] = [];
  const byConcept = new Map<Concept, Rule[]>();
  for (const rule of rules) {
    if ('digits' in rule.anchor) {
      if (rule.context.required !== false && !goesOn(rule))
        gated.push({ sought: soughtOf(rule), min: rule.anchor.digits.min });
      else if (hasWindows(rule, words.isOpen(rule))) windowed.push(rule);
      else shapes.push(rule);
    }
    if (rule.decoy || 'names' in rule.anchor || 'terms' in rule.anchor) continue;
    for (const concept of rule.context.concepts) byConcept.set(concept, [...(byConcept.get(concept) ?? []), rule]);
  }
  // The surest first: a rule that takes the whole value then spares the others.
  for (const list of byConcept.values()) list.sort((a, b) => b.checked - a.checked);
  return {
    at: new Finder(rules.filter((rule) => 'at' in rule.anchor)),
    shapes: new Finder(shapes),
    gate: new WordGate(gated, words),
    windows: new WordWindows(windowed.map(soughtOf), words),
    named: new NamedRules(rules, words),
    literals: literalsOf(rules),
    namesInText: rules.find(({ anchor }) => 'names' in anchor),
    words,
    byConcept,
    terms: new TermFinder(rules, givenNames),
  };
}

/** Whether a match may have more in a row that are no digits than those of one number have between them: tokens, months in words. */
function goesOn({ pattern, flags }: Rule): boolean {
  const parsed = parsePattern(pattern);
  return longestLetterRun(parsed, flags) > digitGap || longestDigitGap(parsed, flags) > digitGap;
}

/**
 * What is found at a place is tried there with each rule once: of two literals of a rule of which one begins the other, the
 * shorter is found wherever the longer is.
 */
function literalsOf(rules: readonly Rule[]): Literals<Rule> {
  return new Literals(
    rules.flatMap((rule) => {
      if (!('literals' in rule.anchor)) return [];
      const { literals, ignoreCase } = rule.anchor;
      const texts = ignoreCase ? literals.map((literal) => literal.toLowerCase()) : literals;
      return texts
        .filter((text) => !texts.some((other) => other !== text && text.startsWith(other)))
        .map((text) => ({ text, ignoreCase, meaning: rule }));
    }),
  );
}
