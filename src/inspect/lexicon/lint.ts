import type { Rule } from '../rules/compile.ts';
import { formsOf, termsOf } from './term.ts';

const shortestWeak = 3;
const shortestStrong = 4;

/** What is to be mended in the terms of a rule. */
export function termProblems(rule: Rule): [field: string, what: string][] {
  if (!('terms' in rule.anchor)) return [];
  const problems: [string, string][] = [];
  const { endings, strong, weak, language } = rule.anchor.terms;
  if (rule.cues === undefined) problems.push(['anchor.terms.language', `no cues for ${language}`]);
  for (const term of [...strong, ...weak]) {
    for (const [, name = ''] of term.matchAll(/~([a-z]+)/gu)) {
      if (endings[name] === undefined) problems.push(['anchor.terms', `${term}: no endings ${name}`]);
    }
    if (formsOf(term, endings).length === 0) problems.push(['anchor.terms', `${term}: too many forms`]);
  }
  const seen = new Map<string, number>();
  for (const { words, strong: isStrong, exact } of termsOf(rule)) {
    const form = words.map((word, at) => exact[at] ?? word).join(' ');
    if (form.length < (isStrong ? shortestStrong : shortestWeak) && exact.every((word) => word === undefined))
      problems.push(['anchor.terms', `${form}: too short`]);
    if ((seen.get(form) ?? 0) > 0) problems.push(['anchor.terms', `${form}: twice`]);
    seen.set(form, (seen.get(form) ?? 0) + 1);
  }
  return problems;
}
