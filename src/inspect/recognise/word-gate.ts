import type { Concept } from '../contract.ts';
import { owned } from '../owned.ts';
import type { Rule } from '../rules/compile.ts';
import type { WordIndex } from '../rules/word-index.ts';
import type { DigitRule } from './plan.ts';
import type { Scope } from './scan.ts';

/** Labels come from hostile files too. */
const rememberedLabels = 2000;
const longestRemembered = 200;
const none: readonly DigitRule[] = [];

/**
 * Rules for digits that need a context, by the first word of each phrase that is one. Most numbers stand near none of
 * them: 150 rules of 90 countries then cost one look at the words around, and not 150 regexes.
 *
 * Lets through every rule that `evaluate` can accept there, and others: a phrase is found as whole words, so that its first
 * run of letters or digits is a run of the text around.
 */
export class WordGate {
  private readonly order = new Map<Rule, number>();
  private readonly rules: readonly DigitRule[];
  private readonly words: WordIndex;
  private readonly byConcept = new Map<Concept, DigitRule[]>();
  /** What labels name, by label, then by concept. */
  private readonly known = new Map<string, Map<Concept | undefined, readonly DigitRule[]>>();
  /** How far from a number words count, for the rule that looks furthest. */
  private readonly near: number;

  constructor(rules: readonly DigitRule[], words: WordIndex) {
    this.rules = rules;
    this.words = words;
    this.near = Math.max(0, ...rules.map(({ sought }) => sought.rule.near));
    rules.forEach((one, index) => {
      const { rule } = one.sought;
      this.order.set(rule, index);
      for (const concept of rule.context.concepts) {
        this.byConcept.set(concept, [...(this.byConcept.get(concept) ?? []), one]);
      }
    });
  }

  /** False where no rule is admitted anywhere in the scope. */
  mayAdmit({ concept, label }: Scope): boolean {
    return concept === undefined || this.underLabel(concept, label).length > 0;
  }

  /** The rules that may accept something in [from, to) of the scope, in the order in which they were given. */
  admitted({ text, from, to, concept, label }: Scope, begin: number, end: number): readonly DigitRule[] {
    const labelled = this.underLabel(concept, label);
    if (concept !== undefined) return labelled;
    const near = this.words.rulesIn(text, Math.max(from, begin - this.near), Math.min(to, end + this.near));
    return near === undefined ? labelled : this.sorted([...labelled, ...this.ofOrder(near)]);
  }

  private underLabel(concept: Concept | undefined, label: string | undefined): readonly DigitRule[] {
    const own = concept === undefined ? none : (this.byConcept.get(concept) ?? none);
    if (label === undefined) return own;
    const known = this.known.get(label)?.get(concept);
    if (known !== undefined) return known;
    const found = this.sorted([...own, ...this.ofOrder(this.words.rulesOf(label))]);
    if (label.length > longestRemembered) return found;
    if (this.known.size >= rememberedLabels) this.known.clear();
    const byConcept = this.known.get(label) ?? new Map<Concept | undefined, readonly DigitRule[]>();
    this.known.set(owned(label), byConcept.set(concept, found));
    return found;
  }

  private ofOrder(rules: Iterable<Rule>): DigitRule[] {
    return [...rules].flatMap((rule) => this.rules[this.order.get(rule) ?? -1] ?? []);
  }

  private sorted(rules: readonly DigitRule[]): readonly DigitRule[] {
    const numbers = [...new Set(rules.map(({ sought }) => this.order.get(sought.rule) ?? 0))];
    return numbers.sort((a, b) => a - b).flatMap((number) => this.rules[number] ?? []);
  }
}
