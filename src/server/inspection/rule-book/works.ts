import { Buffer } from 'node:buffer';
import { compileRules, createTextReader, type Hit, readOwnRule, type Rule, type Source } from '#inspect';
import { keptAsJson } from '../kept-sources.ts';
import { shippedLabels, shippedRules } from '../sources.ts';
import type { AskedAll, AskedRule, AskedText, AskedTrial } from './asked.ts';
import type { ListedRule, ShownRule, Tried, TriedOwn } from './contract.ts';

// Compiled once, as the thread starts: it takes a second, in which no request waits.
const [sources, labels] = await Promise.all([
  shippedRules().then((all) => keptAsJson(all)),
  shippedLabels().then((all) => keptAsJson(all)),
]);
const shipped = compileRules(sources);

/** The shipped rules with those of the organisation, as they were asked with last: they change seldom. */
class Rules {
  private known = '';
  private rules: readonly Rule[] = shipped;
  private reader = createTextReader(sources, labels);

  /** @throws `rule-invalid` where an own one is none */
  with(own: readonly Source[]): this {
    const asked = own.map(({ text }) => text).join('\0');
    if (asked === this.known) return this;
    this.rules = [...shipped, ...compileRules(own)];
    this.reader = createTextReader([...sources, ...own], labels);
    this.known = asked;
    return this;
  }

  list(): readonly Rule[] {
    return this.rules;
  }

  read(text: string): readonly Hit[] {
    return this.reader(text);
  }
}

const rules = new Rules();

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

const triedOf = ({ rule, element, start, end, score, reasons }: Hit): Tried => {
  return { rule: rule.id, title: rule.title, element, start, end, score, reasons: [...reasons] };
};

/** Tried beside all other rules: what it finds there, and what is found there without it alone. */
function tryOwn({ own, rule, body, sample }: AskedTrial): TriedOwn {
  const others = own.filter(({ id }) => id !== rule).map((one) => one.source);
  const { source, problems } = readOwnRule(rule, body, shipped);
  if (source === undefined || problems.length > 0) return { problems: [...problems], found: [], displaced: [] };
  const before = rules.with(own.map((one) => one.source)).read(sample);
  const after = createTextReader([...sources, ...others, source], labels)(sample);
  const isOf = (hits: readonly Hit[]) => {
    const there = new Set(hits.map((hit) => `${hit.element} ${hit.start} ${hit.end}`));
    return (hit: Hit) => there.has(`${hit.element} ${hit.start} ${hit.end}`);
  };
  const stays = isOf(after);
  return {
    problems: [],
    found: after.filter((hit) => hit.rule.id === rule).map(triedOf),
    displaced: before.filter((hit) => !stays(hit)).map(triedOf),
  };
}

const answer = (value: unknown): Uint8Array => Uint8Array.from(Buffer.from(JSON.stringify(value)));
const asked = <Asked>(bytes: Uint8Array): Asked => JSON.parse(Buffer.from(bytes).toString()) as Asked;

/** What the thread of the rule book does: JSON in, JSON out. A rule that is not there is null. */
export const works = {
  list: (bytes: Uint8Array) => answer(rules.with(asked<AskedAll>(bytes).own).list().map(listedOf)),
  show: (bytes: Uint8Array) => {
    const { own, rule } = asked<AskedRule>(bytes);
    const found = rules
      .with(own)
      .list()
      .find(({ id }) => id === rule);
    return answer(found === undefined ? null : shownOf(found));
  },
  try: (bytes: Uint8Array) => {
    const { own, text } = asked<AskedText>(bytes);
    return answer(rules.with(own).read(text).map(triedOf));
  },
  tryOwn: (bytes: Uint8Array) => answer(tryOwn(asked<AskedTrial>(bytes))),
} as const;
