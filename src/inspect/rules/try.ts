import type { Concept, Reason } from '../contract.ts';
import { threshold } from '../recognise/candidate.ts';
import type { Rule } from './compile.ts';
import { matchRule } from './match.ts';

export interface Accepted {
  readonly score: number;
  readonly reasons: readonly Reason[];
  /** True where the value alone is not enough and was judged as under a label that agrees. */
  readonly labelled: boolean;
}

/**
 * Whether a rule accepts a value: as it stands, else as the value of a field whose label agrees with the rule.
 * Undefined when it does not, or when the score stays below what is reported.
 */
export function tryRuleOn(rule: Rule, value: string): Accepted | undefined {
  const label: Concept | undefined = rule.element ?? [...rule.context.concepts][0];
  for (const concept of [undefined, label]) {
    const best = matchRule(rule, value, concept).sort((a, b) => b.score - a.score)[0];
    if (best !== undefined && best.score >= threshold) {
      return { score: best.score, reasons: best.reasons, labelled: concept !== undefined };
    }
  }
  return undefined;
}
