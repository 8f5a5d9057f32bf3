import { elements, type Source } from '../contract.ts';
import { anchorOf } from './anchor-of.ts';
import type { Rule } from './compile.ts';
import { shortestTerm, termsSought } from './dictionary.ts';
import { lintRules } from './lint.ts';
import { unsafeIn } from './safety.ts';

/** A rule as somebody writes it on the page: by a form of the value, or by a list of terms. */
export interface OwnRule {
  /** 3 to 80 characters on one line. */
  readonly title: string;
  /** One of `elements`. */
  readonly element: string;
  readonly sought:
    | { readonly pattern: string; readonly ignoreCase: boolean }
    /** `mostTerms` at most, of `shortestTerm` characters or more. */
    | { readonly terms: readonly string[] };
  /** Words near by that make it count more. */
  readonly words: readonly string[];
  /** Without one of them, or a label that says the element, nothing is found. */
  readonly needsWords: boolean;
  /** Texts in which it finds something; a pattern has two or more. */
  readonly examples: readonly string[];
  /** Texts in which it finds nothing; a pattern has two or more. */
  readonly negativeExamples: readonly string[];
}

/** What keeps an own rule from being used: which field, and why. */
export interface OwnRuleProblem {
  readonly field: keyof OwnRule;
  readonly what: string;
}

const fields: Readonly<Record<string, keyof OwnRule>> = {
  pattern: 'sought',
  flags: 'sought',
  anchor: 'sought',
  context: 'words',
  examples: 'examples',
  negative_examples: 'negativeExamples',
  element: 'element',
};

/**
 * The rule in the form of those that are shipped, and all that is wrong with it; `source` is undefined where its pattern cannot be
 * understood. What is found by it counts 0.9, and less under a label that says something else.
 *
 * @param id kebab case, none of a shipped rule
 * @param beside valid rules that are used with it
 */
export function readOwnRule(
  id: string,
  rule: OwnRule,
  beside: readonly Rule[] = [],
): { readonly source: Source | undefined; readonly problems: readonly OwnRuleProblem[] } {
  const { title, element, words, needsWords: required, examples, negativeExamples } = rule;
  if (!elements.some((one) => one === element))
    return { source: undefined, problems: [{ field: 'element', what: 'is none that inspection knows' }] };
  const sought = 'terms' in rule.sought ? byTerms(rule.sought.terms) : byPattern(rule.sought);
  if (typeof sought === 'string') return { source: undefined, problems: [{ field: 'sought', what: sought }] };
  const context = { required, words, concepts: [element] };
  const given = { examples, negative_examples: negativeExamples };
  const entry = { id, element, title, ...sought, score: 0.9, context, ...given, references: [] };
  const source = { path: `own rule ${id}`, text: JSON.stringify(entry) };
  const isOfTerms = 'terms' in rule.sought;
  const problems = lintRules([source], beside)
    // Nobody but the organisation is its source, and what terms find needs no showing.
    .filter(({ field, what }) => field !== 'references' && !(isOfTerms && what === few))
    .map(({ field, what }) => problemOf(field, what));
  return { source, problems };
}

const few = 'needs 2 or more';

function problemOf(path: string, what: string): OwnRuleProblem {
  const [name = '', at] = path.split('.');
  const field = fields[name] ?? 'title';
  return { field, what: at === undefined ? what : `number ${Number(at) + 1} ${what}` };
}

function byTerms(terms: readonly string[]) {
  const short = terms.findIndex((term) => [...term].length < shortestTerm);
  return short === -1 ? termsSought(terms) : `number ${short + 1} is shorter than ${shortestTerm} characters`;
}

function byPattern({ pattern, ignoreCase }: Extract<OwnRule['sought'], { pattern: string }>) {
  const flags = ignoreCase ? 'i' : '';
  try {
    const regex = new RegExp(pattern, flags);
    // What may run away is for the linter to say, and is run nowhere.
    if (unsafeIn(pattern, flags) === undefined && regex.test('')) return 'finds nothing at all, which is everywhere';
    const anchor = anchorOf(pattern, flags);
    if (anchor !== undefined) return { pattern, flags, anchor };
    return 'needs two characters or more that are the same in all it finds, or a digit: it would be tried everywhere';
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    return 'is not a regular expression';
  }
}
