import type { Concept } from '../contract.ts';
import type { Sought } from '../match/finder.ts';
import type { Rule } from '../rules/compile.ts';
import { LabelMemory } from '../rules/label-memory.ts';
import { anywhere, type WordIndex } from '../rules/word-index.ts';
import type { Scope } from './scan.ts';

interface Gated {
  readonly sought: Sought;
}
const noNumbers = new Uint16Array(0);

/**
 * Rules for digits that need a context, by one word of each phrase that is one. Most numbers stand near none of
 * them: 150 rules of 90 countries then cost one look at the words around, and not 150 regexes.
 *
 * Lets through every rule that `evaluate` can accept there, and others: see WordIndex.
 */
export class WordGate<One extends Gated> {
  readonly rules: readonly One[];
  private readonly order = new Map<Rule, number>();
  private readonly words: WordIndex;
  private readonly byConcept = new Map<Concept, One[]>();
  /** What labels name, by concept. */
  private readonly known = new Map<Concept | undefined, LabelMemory<readonly One[]>>();
  /** The numbers of the rules that have a word, by the set that the index has of it. */
  private readonly numbers = new WeakMap<ReadonlySet<Rule>, Uint16Array>();
  /** How far from a number words count, for the rule that looks furthest. */
  private readonly near: number;
  /** By rule, the look at which it was let through last. */
  private readonly seen: Uint32Array;
  private looks = 0;

  constructor(rules: readonly One[], words: WordIndex) {
    this.rules = rules;
    this.words = words;
    this.near = Math.max(0, ...rules.map(({ sought }) => sought.rule.near));
    this.seen = new Uint32Array(rules.length);
    rules.forEach((one, index) => {
      const { rule } = one.sought;
      this.order.set(rule, index);
      for (const concept of rule.context.concepts) {
        this.byConcept.set(concept, [...(this.byConcept.get(concept) ?? []), one]);
      }
    });
  }

  /** False where no rule is admitted anywhere in the scope. */
  mayAdmit(scope: Scope): boolean {
    return scope.concept === undefined || this.labelled(scope).length > 0;
  }

  /** The rules that may accept something in [from, to) of the scope, in the order in which they were given. */
  admitted(scope: Scope, begin: number, end: number): readonly One[] {
    const { text, from, to, concept } = scope;
    const labelled = this.labelled(scope);
    if (concept !== undefined) return labelled;
    const look = (this.looks = (this.looks + 1) >>> 0);
    const near: number[] = [];
    const take = (number: number): void => {
      if (this.seen[number] === look) return;
      this.seen[number] = look;
      near.push(number);
    };
    this.words.each(text, Math.max(from, begin - this.near), Math.min(to, end + this.near), (rules, at) => {
      for (const number of this.numbersOf(rules)) {
        const { near: own } = (this.rules[number] as One).sought.rule;
        if (at === anywhere || (at >= begin - own && at < end + own)) take(number);
      }
    });
    if (near.length === 0) return labelled;
    for (const { sought } of labelled) take(this.order.get(sought.rule) as number);
    return near.sort((a, b) => a - b).map((number) => this.rules[number] as One);
  }

  /** The rules that the label of the scope speaks for, in order. */
  labelled({ concept, label }: Scope): readonly One[] {
    const own = concept === undefined ? undefined : this.byConcept.get(concept);
    if (label === undefined) return own ?? [];
    let byLabel = this.known.get(concept);
    if (byLabel === undefined) this.known.set(concept, (byLabel = new LabelMemory()));
    return byLabel.of(label, () => {
      const spoken = new Set(own?.map(({ sought }) => sought.rule)).union(this.words.rulesOf(label));
      return this.rules.filter(({ sought }) => spoken.has(sought.rule));
    });
  }

  /** Numbers of the rules of a set, in `rules`. */
  numbersOf(rules: ReadonlySet<Rule>): Uint16Array {
    let numbers = this.numbers.get(rules);
    if (numbers === undefined) {
      const own = [...rules].flatMap((rule) => this.order.get(rule) ?? []);
      this.numbers.set(rules, (numbers = own.length === 0 ? noNumbers : Uint16Array.from(own)));
    }
    return numbers;
  }
}
