import type { Rule } from '../rules/compile.ts';
import type { Match } from '../rules/match.ts';
import { TermFinder } from './finder.ts';

const finders = new WeakMap<Rule, TermFinder>();

/** What one rule of terms finds in a text that no label governs. */
export function matchTerms(rule: Rule, text: string): Match[] {
  let finder = finders.get(rule);
  if (finder === undefined) finders.set(rule, (finder = new TermFinder([rule])));
  const matches: Match[] = [];
  finder.find(
    text,
    () => ({ from: 0, to: text.length }),
    ({ start, end, score, reasons }) => matches.push({ start, end, score, reasons, normal: text.slice(start, end) }),
  );
  return matches;
}
