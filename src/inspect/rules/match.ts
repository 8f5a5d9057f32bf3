import type { Concept, Reason } from '../contract.ts';
import { owned } from '../owned.ts';
import { matchTerms } from '../lexicon/search.ts';
import type { Validation } from '../validate/index.ts';
import type { Rule } from './compile.ts';
import { LabelMemory } from './label-memory.ts';
import type { WordIndex } from './word-index.ts';
import { fold, wholeWords } from './words.ts';

/** What context is worth. Chosen so that a bare checksum in a column that says `order` falls below 0.5. */
const labelAgrees = 0.3;
/** The label names the very number, `PESEL`: then it is no number of another country that has the same form. */
const labelNames = 0.1;
const labelDiffers = -0.35;
const wordNear = 0.2;
/** Words near by lead no further than this: decoys that are named right beside the number (0.97) stay stronger. */
const wordsAtMost = 0.96;

export interface Match {
  /** Offsets in the text, in UTF-16 units: of the group `value` where the pattern has one. */
  readonly start: number;
  readonly end: number;
  /** 0 to 1, in hundredths. */
  readonly score: number;
  /** The value in normal form. */
  readonly normal: string;
  readonly reasons: readonly Reason[];
}

/** What is known about the place of a candidate beyond the text itself. */
export interface Surroundings {
  /** The label as written: its words count like words near by. */
  readonly label?: string;
  /** Tells without a look where no word of a rule can be. */
  readonly words?: WordIndex;
  /** Words outside of [from, to) do not count: the bounds of a cell, where there are cells. */
  readonly from?: number;
  readonly to?: number;
}

/** What the label says for the rule: its concept, or the rule's own element where it names the very number. */
function named(rule: Rule, label: Concept): Concept {
  return rule.context.concepts.has(label) ? label : (rule.element ?? label);
}

const clamp = (score: number): number => Math.round(Math.min(1, Math.max(0, score)) * 100) / 100;

const foldedLabels = new LabelMemory<string>();

function labelSays(pattern: RegExp | undefined, label: string | undefined): boolean {
  if (pattern === undefined || label === undefined) return false;
  return pattern.test(foldedLabels.of(label, () => owned(fold(label))));
}

function wordNearBy(rule: Rule, text: string, start: number, end: number, around: Surroundings): boolean {
  const { pattern } = rule.context;
  if (pattern === undefined) return false;
  if (labelSays(pattern, around.label)) return true;
  const from = Math.max(around.from ?? 0, start - rule.near);
  const to = Math.min(around.to ?? text.length, end + rule.near);
  if (around.words?.mayHave(rule, text, from, to) === false) return false;
  // Letters that touch the match belong to it or to the pattern's lookaround: they are not cut words.
  return (
    (from < start && pattern.test(fold(wholeWords(text, from, start)))) ||
    (end < to && pattern.test(fold(sentenceOf(wholeWords(text, end, to)))))
  );
}

/** What follows in the same sentence: the next one speaks of something else. */
function sentenceOf(after: string): string {
  const stop = after.search(/[.!?]\s/);
  return stop === -1 ? after : after.slice(0, stop);
}

function judge(rule: Rule, validation: Validation | undefined): Reason[] {
  const base: Reason = { why: rule.title, by: rule.score };
  if (validation === undefined) return [base];
  const reasons = [base];
  const gain = validation.checked ? rule.checked - rule.score : 0;
  if (validation.detail !== '') reasons.push({ why: validation.detail, by: clamp(Math.abs(gain)) * Math.sign(gain) });
  if (validation.by !== undefined) reasons.push({ why: 'the value is of a special kind', by: validation.by });
  return reasons;
}

/** What a match is worth, and why. Shared by all matches that are alike: never changed. */
interface Worth {
  readonly score: number;
  readonly reasons: readonly Reason[];
}

function sumOf(reasons: readonly Reason[]): number {
  let sum = 0;
  for (const { by } of reasons) sum += by;
  return sum;
}

function worthOf(reasons: readonly Reason[]): Worth {
  return { score: clamp(sumOf(reasons)), reasons };
}

interface KnownWorth extends Worth {
  readonly label: Concept;
  readonly named: boolean;
  readonly checked: boolean | undefined;
  readonly detail: string | undefined;
  readonly by: number | undefined;
}

/** A validator has a handful of things to say. */
const mostKnown = 32;
const knownWorths = new WeakMap<Rule, KnownWorth[]>();

/**
 * The worth of a match whose label agrees: the same for all values of which the validator says the same. Making the
 * reasons anew for each took a tenth of the time of a table of customers.
 */
function worthUnder(rule: Rule, label: Concept, isNamed: boolean, validation: Validation | undefined): Worth {
  let known = knownWorths.get(rule);
  if (known === undefined) knownWorths.set(rule, (known = []));
  const { checked, detail, by } = validation ?? {};
  for (const one of known) {
    if (
      one.detail === detail &&
      one.checked === checked &&
      one.by === by &&
      one.label === label &&
      one.named === isNamed
    )
      return one;
  }
  const why = `the label says ${named(rule, label)}`;
  const reasons = [...judge(rule, validation), { why, by: labelAgrees }];
  if (isNamed) reasons.push({ why: 'the label names this very number', by: labelNames });
  const worth = worthOf(reasons);
  if (known.length >= mostKnown) known.length = 0;
  known.push({ ...worth, label, named: isNamed, checked, detail, by });
  return worth;
}

/**
 * Judges a candidate: `text.slice(start, end)` is a match of `rule.regex`. Undefined where the validator refuses it or
 * the context it needs is missing. `label` is the concept of the header or label that governs the value.
 * Pure, cheap, and independent of what `rule.regex` points at.
 */
export function evaluate(
  rule: Rule,
  text: string,
  start: number,
  end: number,
  label?: Concept,
  around: Surroundings = {},
): Match | undefined {
  let from = start;
  let to = end;
  if (rule.narrow !== undefined) {
    rule.narrow.lastIndex = start;
    const span = rule.narrow.exec(text)?.indices?.groups?.['value'];
    if (span !== undefined) [from, to] = span;
  }
  const { names, against } = rule.context;
  if (against !== undefined && labelSays(against, around.label) && !labelSays(names, around.label)) return undefined;
  const isNamed = label !== undefined && labelSays(names, around.label);
  const agrees = label !== undefined && (isNamed || rule.context.concepts.has(label));
  if ('label' in rule.anchor && !agrees) return undefined;
  // Where the words that speak against a rule are known, other labels say nothing: `last login`, `origin` over addresses.
  const open = against !== undefined && rule.context.required === false;
  const differs = label !== undefined && !agrees && !open;
  if (rule.context.required !== false && differs) return undefined;

  const value = text.slice(from, to);
  const validation = rule.validate?.(value);
  if (rule.validate !== undefined && validation === undefined) return undefined;

  const { required } = rule.context;
  let worth: Worth;
  if (agrees) {
    if (required === 'words' && !wordNearBy(rule, text, start, end, around)) return undefined;
    worth = worthUnder(rule, label, isNamed, validation);
  } else {
    const reasons = judge(rule, validation);
    if (!differs && wordNearBy(rule, text, start, end, around))
      reasons.push({ why: 'a word near by', by: clamp(Math.min(wordNear, wordsAtMost - sumOf(reasons))) });
    else if (required !== false) return undefined;
    if (differs) reasons.push({ why: `the label says ${label}`, by: labelDiffers });
    worth = worthOf(reasons);
  }
  return { start: from, end: to, score: worth.score, normal: validation?.normal ?? value, reasons: worth.reasons };
}

/** All that one rule alone accepts in a text; `label` as for `evaluate`. For rules on labels the text is the value. */
export function matchRule(rule: Rule, text: string, label?: Concept): Match[] {
  if ('terms' in rule.anchor) return matchTerms(rule, text);
  const matches: Match[] = [];
  rule.regex.lastIndex = 0;
  for (let hit = rule.regex.exec(text); hit !== null; hit = rule.regex.exec(text)) {
    const next = rule.regex.lastIndex;
    const match = evaluate(rule, text, hit.index, hit.index + hit[0].length, label);
    if (match !== undefined) matches.push(match);
    rule.regex.lastIndex = hit[0] === '' ? next + 1 : next;
  }
  return matches;
}
