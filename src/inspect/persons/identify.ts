import type { Concept, Element } from '../contract.ts';
import type { Rule } from '../rules/compile.ts';
import { matchRule } from '../rules/match.ts';

/** Kinds of official numbers. A roster rarely tells them apart: `ID number` may be any. */
const official: ReadonlySet<Element | undefined> = new Set([
  'national-id',
  'tax-id',
  'social-security-id',
  'health-id',
] as const);

/**
 * Finds the rule by which an official number is recognised in the leak: of those that accept all of it, the best under
 * a label of its own kind. Rules of `concept` go before the others. Undefined where none accepts it, or where two rules
 * are as good: a number under the wrong rule would keep its person apart from the right one.
 */
export function identifierOf(rules: readonly Rule[]): (concept: Concept, value: string) => string | undefined {
  const candidates = rules.filter(({ element }) => official.has(element));
  return (concept, value) => {
    const text = value.trim();
    const own = bestOf(
      candidates.filter(({ element }) => element === concept),
      text,
    );
    if (own.length === 1) return own[0];
    const others =
      own.length > 1
        ? []
        : bestOf(
            candidates.filter(({ element }) => element !== concept),
            text,
          );
    return others.length === 1 ? others[0] : undefined;
  };
}

/** The rules that accept `text` as a whole with the highest score. */
function bestOf(rules: readonly Rule[], text: string): readonly string[] {
  let best: string[] = [];
  let highest = 0;
  for (const rule of rules) {
    for (const { start, end, score } of matchRule(rule, text, rule.element)) {
      if (start !== 0 || end !== text.length || score < highest) continue;
      if (score > highest) best = [];
      highest = score;
      best.push(rule.id);
    }
  }
  return best;
}
