import type { Rule } from '../rules/compile.ts';
import { LabelMemory } from '../rules/label-memory.ts';
import type { WordIndex } from '../rules/word-index.ts';
import { fold } from '../rules/words.ts';

const none: ReadonlySet<Rule> = new Set();

/**
 * Which rules a label speaks of by name. `Steuer-ID` is a German number: one that is mistyped there is no number of Brazil,
 * although one in a hundred passes that check as well.
 */
export class NamedRules {
  private readonly rules: readonly Rule[];
  private readonly words: WordIndex;
  private readonly known = new LabelMemory<ReadonlySet<Rule>>();
  private readonly lists = new WeakMap<readonly Rule[], LabelMemory<readonly Rule[]>>();

  constructor(rules: readonly Rule[], words: WordIndex) {
    this.rules = rules.filter(({ country }) => country !== undefined);
    this.words = words;
  }

  /** Whether the rule may read a value under the label: it is named, needs no context, is of no country, or nothing is named. */
  allows(rule: Rule, label: string | undefined): boolean {
    if (label === undefined || rule.country === undefined || rule.context.required === false) return true;
    const named = this.in(label);
    return named.size === 0 || named.has(rule);
  }

  /** Those of the rules that are allowed under the label: the very list where all are. */
  among(rules: readonly Rule[], label: string | undefined): readonly Rule[] {
    if (label === undefined || this.in(label).size === 0) return rules;
    let byLabel = this.lists.get(rules);
    if (byLabel === undefined) this.lists.set(rules, (byLabel = new LabelMemory()));
    return byLabel.of(label, () => {
      const allowed = rules.filter((rule) => this.allows(rule, label));
      return allowed.length === rules.length ? rules : allowed;
    });
  }

  /** A rule counts with its words too where another is named: `NIF` is a number of Spain, Portugal and France. */
  private in(label: string): ReadonlySet<Rule> {
    return this.known.of(label, () => {
      const may = this.words.rulesOf(label);
      if (may.size === 0) return none;
      const folded = fold(label);
      const own = this.rules.filter((rule) => may.has(rule));
      if (!own.some(({ context }) => context.names?.test(folded) === true)) return none;
      return new Set(own.filter(({ context }) => [context.names, context.pattern].some((one) => one?.test(folded))));
    });
  }
}
