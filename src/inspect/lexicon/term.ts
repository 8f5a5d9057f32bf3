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
  /** The words whose case tells, as written: `AIDS`, not hearing aids; all words of `=Green Party`. */
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

/** All forms of all terms of a rule, each once: as a strong one where it is both. */
export function termsOf(rule: Rule): Term[] {
  if (!('terms' in rule.anchor)) return [];
  const { strong, weak } = rule.anchor.terms;
  const forms = new Map<string, Term>();
  for (const [list, isStrong] of [
    [strong, true],
    [weak, false],
  ] as const) {
    for (const term of list) {
      for (const one of termOf(rule, term, isStrong)) if (!forms.has(keyOf(one))) forms.set(keyOf(one), one);
    }
  }
  return [...forms.values()];
}

/** The forms of one term. */
export function termOf(rule: Rule, term: string, strong: boolean): Term[] {
  const endings = 'terms' in rule.anchor ? rule.anchor.terms.endings : {};
  return formsOf(term, endings).flatMap((form) => {
    const own = wordsOf(form);
    const isExact = form.startsWith('=');
    const exact = own.map((word) => (isExact || isAcronym(word) ? word : undefined));
    return own.length === 0 ? [] : [{ rule, words: own.map(foldWord), written: written(own), exact, strong }];
  });
}

export const keyOf = ({ words, exact }: Pick<Term, 'words' | 'exact'>): string =>
  words.map((word, at) => exact[at] ?? word).join(' ');
