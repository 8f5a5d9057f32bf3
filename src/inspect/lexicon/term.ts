import type { Rule } from '../rules/compile.ts';
import { sigma } from '../rules/word-index.ts';
import { fold } from '../rules/words.ts';

/** One form of a term, ready to be compared. */
export interface Term {
  readonly rule: Rule;
  /** Folded words. */
  readonly words: readonly string[];
  /** The same as written, in lower case. */
  readonly written: readonly string[];
  /** The words whose case tells, as written: `AIDS`, not hearing aids. */
  readonly exact: readonly (string | undefined)[];
  readonly strong: boolean;
}

/** A form may be made of so many. */
const mostForms = 4096;

/** All forms of a term: `{a,b}` is either, and a word with `~adj` at its end takes each ending of the list `adj`. */
export function formsOf(term: string, endings: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const listed = term.replace(/~([a-z]+)/gu, (_, name: string) => `{${(endings[name] ?? []).join(',')}}`);
  let forms = [''];
  for (const piece of listed.split(/(\{[^{}]*\})/u)) {
    const either = piece.startsWith('{') ? piece.slice(1, -1).split(',') : [piece];
    forms = forms.flatMap((form) => either.map((more) => form + more));
    if (forms.length > mostForms) return [];
  }
  return [...new Set(forms)];
}

const inWords = /[\p{L}\p{N}\p{M}]+/gu;
/** As `fold`, without taking words in mixed case apart. */
export const foldWord = (word: string): string => sigma(fold(word.toLowerCase()));

export const written = (words: readonly string[]): string[] => words.map((word) => word.toLowerCase().normalize('NFC'));

const isAcronym = (word: string): boolean => word.length < 8 && /^\p{Lu}{2,}$/u.test(word);

export function wordsOf(text: string): readonly string[] {
  return text.match(inWords) ?? [];
}

/** All forms of all terms of a rule. */
export function termsOf(rule: Rule): Term[] {
  if (!('terms' in rule.anchor)) return [];
  const { strong, weak, endings } = rule.anchor.terms;
  const read = (list: readonly string[], isStrong: boolean): Term[] =>
    list
      .flatMap((term) => formsOf(term, endings))
      .map((form) => {
        const own = wordsOf(form);
        const exact = own.map((word) => (isAcronym(word) ? word : undefined));
        return { rule, words: own.map(foldWord), written: written(own), exact, strong: isStrong };
      });
  return [...read(strong, true), ...read(weak, false)].filter(({ words }) => words.length > 0);
}
