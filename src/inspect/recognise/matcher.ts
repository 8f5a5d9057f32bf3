import type { Rule } from '../rules/compile.ts';
import type { Candidate } from './candidate.ts';
import { planRules } from './plan.ts';
import { scanTerms } from './terms.ts';
import { type Scope, scanLiterals, scanShapes } from './scan.ts';

/**
 * All that rules accept in a text that no label governs, in no order. This is the search alone, without tables, records and
 * the choice between candidates that overlap: for what compares it with others, by speed and by what is found.
 */
export function createMatcher(rules: readonly Rule[]): (text: string) => Candidate[] {
  const plan = planRules(rules);
  return (text) => {
    const whole: Scope = {
      text,
      from: 0,
      to: text.length,
      concept: undefined,
      label: undefined,
      cell: -1,
      words: plan.words,
    };
    const out: Candidate[] = [];
    scanLiterals(plan, text, () => whole, out);
    scanTerms(plan, text, () => whole, out);
    scanShapes(plan, whole, out);
    return out;
  };
}
