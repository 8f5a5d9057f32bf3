import type { Concept } from '../contract.ts';
import { owned } from '../owned.ts';
import type { Rule } from '../rules/compile.ts';
import { evaluate, type Match } from '../rules/match.ts';
import { textHash } from '../text-hash.ts';
import { threshold } from './candidate.ts';

/** From this score on no other rule can say better what a value is that its label agrees with. */
const beyondDoubt = 0.95;

/** What the rules of a label's concept say of a value. Places are offsets in the value. */
export interface Verdict {
  readonly found: readonly { readonly rule: Rule; readonly match: Match }[];
  /** One of them took most of the value. */
  readonly taken: boolean;
}

/** Names come again and again in one column: judging them anew took a tenth of the time of a large table. */
const repeating: Concept = 'person-name';
/** Each place holds both: a header of a megabyte would be there 16,384 times. */
const longest = 40;
const longestLabel = 60;

interface Known {
  readonly label: string;
  readonly value: string;
  readonly verdict: Verdict;
}

/**
 * Verdicts by a hash of label and value, each place for the last one that fell there: as quick as it is plain, and what
 * a hostile file can do is to have its values judged anew. A Map takes three times as long, for texts just cut out.
 */
const places = 2 ** 14;
const known = new WeakMap<readonly Rule[], (Known | undefined)[]>();

/** Tries `rules`, those of `concept`, on a value that stands under `label`. Depends on nothing else. */
export function judgeLabelled(
  rules: readonly Rule[],
  value: string,
  concept: Concept,
  label: string | undefined,
): Verdict {
  const title = label ?? '';
  if (concept !== repeating || value.length > longest || title.length > longestLabel)
    return judge(rules, value, concept, label);
  let verdicts = known.get(rules);
  if (verdicts === undefined) known.set(rules, (verdicts = Array.from({ length: places })));
  const place = textHash(value, (title.length << 8) + title.charCodeAt(0)) % places;
  const last = verdicts[place];
  if (last !== undefined && last.value === value && last.label === title) return last.verdict;
  const own = owned(value);
  const verdict = judge(rules, own, concept, label);
  verdicts[place] = { label: owned(title), value: own, verdict };
  return verdict;
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
