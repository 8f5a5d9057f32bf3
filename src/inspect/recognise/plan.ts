import type { Concept } from '../contract.ts';
import { Finder, type Sought, soughtOf } from '../match/finder.ts';
import { TermFinder } from '../lexicon/finder.ts';
import { longestLetterRun } from '../match/letter-run.ts';
import { parsePattern } from '../match/pattern.ts';
import type { Rule } from '../rules/compile.ts';
import { WordIndex } from '../rules/word-index.ts';
import { NamedRules } from './named-rules.ts';
import { WordGate } from './word-gate.ts';

/** Digits this close belong to one number: the groups of a long one have less between them. */
export const digitGap = 12;

/** Rules sorted by what makes it worth trying them at a place in the text. Built once. */
export interface Plan {
  /** Tried around an `@`. */
  readonly at: Finder;
  /** Tried where an automaton sees the shape of a match: numbers, and what has digits in it. */
  readonly shapes: Finder;
  /** Numbers that need a context: tried where digits stand close together and their context may be there. */
  readonly gate: WordGate;
  readonly named: NamedRules;
  /** Tried where one of their literals stands. */
  readonly literals: readonly LiteralGroup[];
  /** Says what a name in running text is; `findNames` tells where they are. */
  readonly namesInText: Rule | undefined;
  /** Where the words that rules look for near a match can be. */
  readonly words: WordIndex;
  /** Words that say something of a person. */
  readonly terms: TermFinder;
  /** Tried on the value of a cell whose label means the concept. */
  readonly byConcept: ReadonlyMap<Concept, readonly Rule[]>;
}

export interface DigitRule {
  readonly sought: Sought;
  /** Digits that a match has at least. */
  readonly min: number;
}

/** One pass of `finder` over the text finds the places of all literals; `rules` tells whose they are. */
export interface LiteralGroup {
  readonly finder: RegExp;
  readonly rules: ReadonlyMap<string, readonly Rule[]>;
  readonly ignoreCase: boolean;
}

/** Sorts rules by their anchors and by the labels they agree with. */
export function planRules(rules: readonly Rule[], givenNames?: ReadonlySet<string>): Plan {
  const gated: DigitRule[] = [];
  const shapes: Rule[] = [];
  const byConcept = new Map<Concept, Rule[]>();
  for (const rule of rules) {
    if ('digits' in rule.anchor) {
      if (rule.context.required === false || goesOn(rule)) shapes.push(rule);
      else gated.push({ sought: soughtOf(rule), min: rule.anchor.digits.min });
    }
    if (rule.decoy || 'names' in rule.anchor || 'terms' in rule.anchor) continue;
    for (const concept of rule.context.concepts) byConcept.set(concept, [...(byConcept.get(concept) ?? []), rule]);
  }
  // The surest first: a rule that takes the whole value then spares the others.
  for (const list of byConcept.values()) list.sort((a, b) => b.checked - a.checked);
  const words = new WordIndex(rules);
  return {
    at: new Finder(rules.filter((rule) => 'at' in rule.anchor)),
    shapes: new Finder(shapes),
    gate: new WordGate(gated, words),
    named: new NamedRules(rules),
    literals: [literalGroup(rules, false), literalGroup(rules, true)].filter((group) => group.rules.size > 0),
    namesInText: rules.find(({ anchor }) => 'names' in anchor),
    words,
    byConcept,
    terms: new TermFinder(rules, givenNames),
  };
}

/** Whether a match may have more letters in a row than digits of one number have between them, as tokens do. */
function goesOn({ pattern, flags }: Rule): boolean {
  return longestLetterRun(parsePattern(pattern), flags) > digitGap;
}

function literalGroup(rules: readonly Rule[], ignoreCase: boolean): LiteralGroup {
  const byLiteral = new Map<string, Rule[]>();
  for (const rule of rules) {
    if (!('literals' in rule.anchor) || rule.anchor.ignoreCase !== ignoreCase) continue;
    for (const literal of rule.anchor.literals) {
      const key = ignoreCase ? literal.toLowerCase() : literal;
      byLiteral.set(key, [...(byLiteral.get(key) ?? []), rule]);
    }
  }
  // The longest first, so that `github_pat_` is not taken for a shorter literal that begins the same.
  const literals = [...byLiteral.keys()].sort((a, b) => b.length - a.length);
  const source = literals.map((literal) => literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|');
  return { finder: new RegExp(source === '' ? '(?!)' : source, ignoreCase ? 'gi' : 'g'), rules: byLiteral, ignoreCase };
}
