import type { Concept } from '../contract.ts';
import type { Rule } from '../rules/compile.ts';
import { LabelMemory } from '../rules/label-memory.ts';
import type { WordIndex } from '../rules/word-index.ts';
import type { DigitRule } from './plan.ts';
import type { Scope } from './scan.ts';

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
  /** What labels name, by concept. */
  private readonly known = new Map<Concept | undefined, LabelMemory<readonly DigitRule[]>>();
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
    let byLabel = this.known.get(concept);
    if (byLabel === undefined) this.known.set(concept, (byLabel = new LabelMemory()));
    return byLabel.of(label, () => this.sorted([...own, ...this.ofOrder(this.words.rulesOf(label))]));
  }

  private ofOrder(rules: Iterable<Rule>): DigitRule[] {
    return [...rules].flatMap((rule) => this.rules[this.order.get(rule) ?? -1] ?? []);
  }

  private sorted(rules: readonly DigitRule[]): readonly DigitRule[] {
    const numbers = [...new Set(rules.map(({ sought }) => this.order.get(sought.rule) ?? 0))];
    return numbers.sort((a, b) => a - b).flatMap((number) => this.rules[number] ?? []);
  }
}
