import { Buffer } from 'node:buffer';
import { compileRules, createTextReader, type Rule } from '#inspect';
import { keptAsJson } from '../kept-sources.ts';
import { shippedLabels, shippedRules } from '../sources.ts';
import type { ListedRule, ShownRule, Tried } from './contract.ts';

// Compiled once, as the thread starts: it takes a second, in which no request waits.
const [sources, labels] = await Promise.all([
  shippedRules().then((all) => keptAsJson(all)),
  shippedLabels().then((all) => keptAsJson(all)),
]);
const rules = compileRules(sources);
const byId = new Map(rules.map((rule) => [rule.id, rule]));
const read = createTextReader(sources, labels);

function kindOf({ anchor }: Rule): ListedRule['kind'] {
  if ('label' in anchor) return 'label';
  if ('names' in anchor) return 'names';
  return 'terms' in anchor ? 'words' : 'pattern';
}

function listedOf(rule: Rule): ListedRule {
  const { id, title, element, country } = rule;
  return { id, title, element: element ?? null, country: country ?? null, kind: kindOf(rule) };
}

function shownOf(rule: Rule): ShownRule {
  const { pattern, validate, score, checked, context, near, anchor } = rule;
  const terms = 'terms' in anchor ? [...anchor.terms.strong, ...anchor.terms.weak] : [];
  return {
    ...listedOf(rule),
    pattern,
    isChecked: validate !== undefined && checked > score,
    score,
    checked,
    needsContext: context.required !== false,
    words: [...context.words, ...terms],
    near,
    examples: rule.examples.map(({ text }) => text),
    negativeExamples: rule.negativeExamples.map(({ text }) => text),
    references: [...rule.references],
  };
}

function tryText(text: string): Tried[] {
  return read(text).map(({ rule, element, start, end, score, reasons }) => {
    return { rule: rule.id, title: rule.title, element, start, end, score, reasons: [...reasons] };
  });
}

const answer = (value: unknown): Uint8Array => Uint8Array.from(Buffer.from(JSON.stringify(value)));
const asked = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

/** What the thread of the rule book does: JSON in, JSON out. A rule that is not there is null. */
export const works = {
  list: () => answer(rules.map(listedOf)),
  show: (bytes: Uint8Array) => {
    const rule = byId.get(asked(bytes));
    return answer(rule === undefined ? null : shownOf(rule));
  },
  try: (bytes: Uint8Array) => answer(tryText(asked(bytes))),
} as const;
