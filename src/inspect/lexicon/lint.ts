import type { Rule } from '../rules/compile.ts';
import { formsOf, keyOf, termOf } from './term.ts';

const shortestWeak = 3;
const shortestStrong = 4;

/** What is to be mended in the terms of a rule. */
export function termProblems(rule: Rule): [field: string, what: string][] {
  if (!('terms' in rule.anchor)) return [];
  const problems: [string, string][] = [];
  const { endings, strong, weak, language } = rule.anchor.terms;
  const say = (what: string): void => void problems.push(['anchor.terms', what]);
  if (rule.cues === undefined) problems.push(['anchor.terms.language', `no cues for ${language}`]);
  const seen = new Set<string>();
  for (const [list, isStrong] of [
    [strong, true],
    [weak, false],
  ] as const) {
    for (const term of list) {
      for (const [, name = ''] of term.matchAll(/~([a-z]+)/gu)) {
        if (endings[name] === undefined) say(`${term}: no endings ${name}`);
      }
      if (formsOf(term, endings).length === 0) say(`${term}: too many forms`);
      const keys = termOf(rule, term, isStrong).map((form) => {
        const key = keyOf(form);
        const isShort = key.length < (isStrong ? shortestStrong : shortestWeak);
        if (isShort && form.exact.every((word) => word === undefined)) say(`${key}: too short`);
        return key;
      });
      // Forms may be those of another term as well, but not all of them.
      if (keys.length > 0 && keys.every((key) => seen.has(key))) say(`${term}: other terms have all its forms`);
      for (const key of keys) seen.add(key);
    }
  }
  return problems;
}
