import type { Rule } from '../rules/compile.ts';
import { type CueKind, cueKinds, type Cues } from './cues.ts';
import { type Phrase, Phrases } from './phrases.ts';
import { longestLabel } from '../labels/normal.ts';
import { foldWord, wordsOf, written } from './term.ts';

/** Something near a term that tells whether a person is spoken of, and how. */
export interface Cue {
  readonly kind: CueKind | 'label' | 'name' | 'ownPredicates';
  readonly start: number;
  readonly end: number;
}

interface CuePhrase extends Phrase {
  readonly kind: CueKind | 'label' | 'ownPredicates';
  /** Of a language, or of one rule. */
  readonly owner: Cues | Rule;
}

/** A name of a person and what follows it in one word. */
const capitalised = /^\p{Lu}\p{Ll}+(?:[-'’]\p{Lu}\p{Ll}+)*$/u;
const name = /\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)* \p{Lu}[\p{L}'’-]+/gu;
const oneWord = /(?<![\p{L}\p{N}])\p{Lu}\p{Ll}+(?![\p{L}\p{N}])/gu;

const foldLabel = (label: string): string => wordsOf(label).map(foldWord).join(' ');

/** What stands in a window, as [owner, cue]: read once for all terms there. */
export class Surroundings {
  private readonly phrases: Phrases<CuePhrase>;
  private readonly given: ReadonlySet<string>;
  private readonly labels = new Map<Rule, ReadonlySet<string>>();
  private last: { text: string; from: number; to: number; cues: readonly (readonly [unknown, Cue])[] } | undefined;

  constructor(rules: readonly Rule[], given: ReadonlySet<string>) {
    this.given = given;
    const languages = new Set(rules.flatMap((rule) => rule.cues ?? []));
    const phrases: CuePhrase[] = [];
    const add = (owner: Cues | Rule, kind: CuePhrase['kind'], list: readonly string[]): void => {
      for (const text of list) {
        const words = wordsOf(text);
        // `I`, not the `i` of `i.e.`
        const exact = words.map((word) => (/^\p{Lu}$/u.test(word) ? word : undefined));
        phrases.push({ owner, kind, words: words.map(foldWord), written: written(words), accents: 'strict', exact });
      }
    };
    for (const cues of languages) for (const kind of cueKinds) add(cues, kind, cues[kind]);
    for (const rule of rules) {
      add(rule, 'label', rule.context.words);
      this.labels.set(rule, new Set(rule.context.words.map(foldLabel)));
      if ('terms' in rule.anchor) add(rule, 'ownPredicates', rule.anchor.terms.predicates);
    }
    this.phrases = new Phrases(phrases.filter(({ words }) => words.length > 0));
  }

  /** Whether what stands above a column or before a field is a label of the rule. */
  isLabel(rule: Rule, label: string): boolean {
    return label.length <= longestLabel && this.labels.get(rule)?.has(foldLabel(label)) === true;
  }

  /** The cues in [from, to) for a rule. */
  around(rule: Rule, text: string, from: number, to: number): readonly Cue[] {
    const { last } = this;
    const isSame = last !== undefined && last.text === text && last.from === from && last.to === to;
    const cues = isSame ? last.cues : this.read(text, from, to);
    return cues.flatMap(([owner, cue]) => (owner === undefined || owner === rule || owner === rule.cues ? [cue] : []));
  }

  private read(text: string, from: number, to: number): readonly (readonly [unknown, Cue])[] {
    const cues: (readonly [unknown, Cue])[] = [];
    this.phrases.each(text, from, to, ({ owner, kind }, start, end) => cues.push([owner, { kind, start, end }]));
    const window = text.slice(from, to);
    for (const { 0: found, index } of window.matchAll(name)) {
      const [first = '', second = ''] = found.split(' ');
      if (this.given.has(foldWord(first)) && capitalised.test(second))
        cues.push([undefined, { kind: 'name', start: from + index, end: from + index + found.length }]);
    }
    this.addGiven(window, from, cues);
    this.last = { text, from, to, cues };
    return cues;
  }

  /** `Paul has`, `hat Paul`: a given name by itself is a person where a verb of theirs stands right beside it. Many are words, too. */
  private addGiven(window: string, from: number, cues: (readonly [unknown, Cue])[]): void {
    const verbs = cues.filter(([, { kind }]) => kind === 'predicates' || kind === 'ownPredicates');
    if (verbs.length === 0) return;
    for (const { 0: found, index } of window.matchAll(oneWord)) {
      const [start, end] = [from + index, from + index + found.length];
      const isBeside = verbs.some(([, verb]) => verb.start === end + 1 || verb.end === start - 1);
      if (isBeside && this.given.has(foldWord(found))) cues.push([undefined, { kind: 'name', start, end }]);
    }
  }
}
