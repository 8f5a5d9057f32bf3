import type { Concept } from '../contract.ts';
import { owned } from '../owned.ts';
import type { Rule } from '../rules/compile.ts';
import { evaluate, type Match } from '../rules/match.ts';
import { threshold } from './candidate.ts';

/** From this score on no other rule can say better what a value is that its label agrees with. */
const beyondDoubt = 0.95;

/** What the rules of a label's concept say of a value. Places are offsets in the value. */
export interface Verdict {
  readonly found: readonly { readonly rule: Rule; readonly match: Match }[];
  /** One of them took most of the value. */
  readonly taken: boolean;
}

/** Values of these come again and again in one column: judging them anew took a tenth of the time of a large table. */
const repeating: ReadonlySet<Concept> = new Set(['person-name', 'date-of-birth']);
const longest = 40;
const remembered = 30_000;
const mostLabels = 50;
const verdicts = new WeakMap<readonly Rule[], Map<string, Map<string, Verdict>>>();

/** Tries `rules`, those of `concept`, on a value that stands under `label`. Depends on nothing else. */
export function judgeLabelled(
  rules: readonly Rule[],
  value: string,
  concept: Concept,
  label: string | undefined,
): Verdict {
  if (!repeating.has(concept) || value.length > longest) return judge(rules, value, concept, label);
  const known = knownValues(rules, label ?? '');
  let verdict = known.get(value);
  if (verdict === undefined) {
    const own = owned(value);
    verdict = judge(rules, own, concept, label);
    if (known.size >= remembered) known.clear();
    known.set(own, verdict);
  }
  return verdict;
}

function knownValues(rules: readonly Rule[], label: string): Map<string, Verdict> {
  let byLabel = verdicts.get(rules);
  if (byLabel === undefined) verdicts.set(rules, (byLabel = new Map()));
  let known = byLabel.get(label);
  if (known === undefined) {
    if (byLabel.size >= mostLabels) byLabel.clear();
    byLabel.set(owned(label), (known = new Map()));
  }
  return known;
}

function judge(rules: readonly Rule[], value: string, concept: Concept, label: string | undefined): Verdict {
  const around = { label };
  const found: { rule: Rule; match: Match }[] = [];
  let taken = false;
  for (const rule of rules) {
    rule.regex.lastIndex = 0;
    const hit = rule.regex.exec(value);
    if (hit === null) continue;
    const match = evaluate(rule, value, hit.index, hit.index + hit[0].length, concept, around);
    if (match === undefined || match.score < threshold) continue;
    found.push({ rule, match });
    if (match.start > 1 || (match.end - match.start) * 5 < value.length * 4) continue;
    taken = true;
    if (match.score >= beyondDoubt) break;
  }
  return { found, taken };
}
