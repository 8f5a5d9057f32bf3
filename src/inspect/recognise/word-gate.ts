import type { Concept } from '../contract.ts';
import { owned } from '../owned.ts';
import { fold } from '../rules/words.ts';
import type { DigitRule } from './plan.ts';
import type { Scope } from './scan.ts';

const runs = /[\p{L}\p{N}]+/gu;
/** Labels come from hostile files too. */
const rememberedLabels = 2000;
const longestRemembered = 200;
const none: readonly number[] = [];

/**
 * Rules for digits that need a context, by the first word of each phrase that is one. Most numbers stand near none of
 * them: 150 rules of 90 countries then cost one look at the words around, and not 150 regexes.
 *
 * Lets through every rule that `evaluate` can accept there, and others: a phrase is found as whole words, so that its first
 * run of letters or digits is a run of the text around.
 */
export class WordGate {
  private readonly rules: readonly DigitRule[];
  private readonly byWord = new Map<string, number[]>();
  private readonly byConcept = new Map<Concept, number[]>();
  private readonly known = new Map<string, readonly number[]>();
  /** How far from a number words count, for the rule that looks furthest. */
  private readonly near: number;

  constructor(rules: readonly DigitRule[]) {
    this.rules = rules;
    this.near = Math.max(0, ...rules.map(({ rule }) => rule.near));
    rules.forEach(({ rule }, index) => {
      for (const phrase of [...rule.context.words, ...rule.context.nameWords]) {
        const word = fold(phrase).match(runs)?.[0];
        if (word !== undefined) push(this.byWord, word, index);
      }
      for (const concept of rule.context.concepts) push(this.byConcept, concept, index);
    });
  }

  /** The rules that may accept something in [from, to) of the scope, in the order in which they were given. */
  admitted({ text, from, to, concept, label }: Scope, begin: number, end: number): readonly DigitRule[] {
    const labelled = label === undefined ? none : this.inLabel(label);
    const more =
      concept === undefined
        ? this.inText(text.slice(Math.max(from, begin - this.near), Math.min(to, end + this.near)))
        : (this.byConcept.get(concept) ?? none);
    if (labelled.length + more.length === 0) return [];
    const all = [...new Set([...labelled, ...more])].sort((a, b) => a - b);
    return all.flatMap((index) => this.rules[index] ?? []);
  }

  private inLabel(label: string): readonly number[] {
    const known = this.known.get(label);
    if (known !== undefined) return known;
    const found = this.inText(label);
    if (this.known.size >= rememberedLabels) this.known.clear();
    if (label.length <= longestRemembered) this.known.set(owned(label), found);
    return found;
  }

  private inText(text: string): readonly number[] {
    const found: number[] = [];
    for (const word of fold(text).match(runs) ?? []) {
      const rules = this.byWord.get(word);
      if (rules !== undefined) found.push(...rules);
    }
    return found;
  }
}

function push<Key>(map: Map<Key, number[]>, key: Key, index: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [index]);
  else if (list.at(-1) !== index) list.push(index);
}
