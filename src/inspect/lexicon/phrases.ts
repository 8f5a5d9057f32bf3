import { hashOf } from '../rules/word-index.ts';
import { foldWord } from './term.ts';
import { eachWord, isInWord } from './word-walk.ts';

export interface Phrase {
  /** Folded. */
  readonly words: readonly string[];
  /** The words as written, in lower case. */
  readonly written: readonly string[];
  /** Accents that the text leaves out count: `él` is he, `el` is the. */
  readonly accents?: 'strict';
  /** Words that must be written so, by place. */
  readonly exact?: readonly (string | undefined)[];
}

/** A word of a text. */
interface Word {
  readonly start: number;
  readonly end: number;
}

const ascii = /^[\0-\x7f]*$/u;
const filterBits = 0xffff;
/** So many characters stand between the words of a phrase at most: `St. - Marien`. */
const widestGap = 3;

/**
 * Phrases by the hash of their longest word: one pass over a text finds all of them, however many there are. By their first
 * word the search takes ten times as long, as many begin with `is` or `the`.
 */
export class Phrases<T extends Phrase> {
  private readonly byWord = new Map<number, { readonly phrase: T; readonly at: number }[]>();
  /** Most words of a text are the longest of no phrase, and one look tells. */
  private readonly filter = new Uint8Array(filterBits + 1);

  constructor(phrases: readonly T[]) {
    for (const phrase of phrases) {
      const at = longest(phrase.words);
      const hash = hashOf(phrase.words[at] ?? '');
      const own = this.byWord.get(hash);
      if (own === undefined) this.byWord.set(hash, [{ phrase, at }]);
      else own.push({ phrase, at });
      this.filter[hash & filterBits] = 1;
    }
  }

  /** Every phrase whose words lie in [from, to), in order of their longest words. Words that the bounds cut are left out. */
  each(text: string, from: number, to: number, visit: (phrase: T, start: number, end: number) => void): void {
    const { filter, byWord } = this;
    let first = from;
    if (from > 0 && isInWord(text, from - 1)) while (first < to && isInWord(text, first)) first += 1;
    let last = to;
    if (isInWord(text, to)) while (last > first && isInWord(text, last - 1)) last -= 1;
    eachWord(text, first, last, (hash, start, end) => {
      if (filter[hash & filterBits] === 0) return;
      for (const { phrase, at } of byWord.get(hash) ?? []) {
        if (!isWord(phrase, at, text, { start, end })) continue;
        const begin = reach(phrase, at, text, { start, end }, -1, first, last);
        const stop = begin && reach(phrase, at, text, { start, end }, 1, first, last);
        if (begin === undefined || stop === undefined || isPart(text, begin.start, stop.end)) continue;
        visit(phrase, begin.start, stop.end);
      }
    });
  }
}

function longest(words: readonly string[]): number {
  let best = 0;
  for (let at = 1; at < words.length; at += 1) {
    if ((words[at]?.length ?? 0) > (words[best]?.length ?? 0)) best = at;
  }
  return best;
}

/** The first or last word of the phrase, seen from its word `at`; undefined where the text goes on otherwise. */
function reach(
  phrase: Phrase,
  at: number,
  text: string,
  word: Word,
  step: 1 | -1,
  from: number,
  to: number,
): Word | undefined {
  let here = word;
  for (let index = at + step; index >= 0 && index < phrase.words.length; index += step) {
    const next = step === 1 ? wordBehind(text, here.end, to) : wordAhead(text, here.start, from);
    if (next === undefined || !isWord(phrase, index, text, next)) return undefined;
    here = next;
  }
  return here;
}

function isWord({ words, written, accents, exact }: Phrase, at: number, text: string, { start, end }: Word): boolean {
  const own = text.slice(start, end);
  if (foldWord(own) !== words[at] || (exact?.[at] ?? own) !== own) return false;
  // Accents may be left out, never added: `schwül` is the weather, and `e` is no `è`.
  return (
    (accents === undefined && own.length > 1 && ascii.test(own)) || own.toLowerCase().normalize('NFC') === written[at]
  );
}

function wordBehind(text: string, position: number, to: number): Word | undefined {
  let start = position;
  while (start < to && start - position <= widestGap && !isInWord(text, start)) start += 1;
  if (start >= to || !isGap(text, position, start)) return undefined;
  let end = start;
  while (end < to && isInWord(text, end)) end += 1;
  return { start, end };
}

function wordAhead(text: string, position: number, from: number): Word | undefined {
  let end = position;
  while (end > from && position - end <= widestGap && !isInWord(text, end - 1)) end -= 1;
  if (end <= from || !isGap(text, end, position)) return undefined;
  let start = end;
  while (start > from && isInWord(text, start - 1)) start -= 1;
  return { start, end };
}

function isGap(text: string, from: number, to: number): boolean {
  if (to <= from || to - from > widestGap) return false;
  const gap = text.slice(from, to);
  return !gap.includes('\n\n') && !gap.includes('_');
}

/** Whether [from, to) is a part of a name in a program, as in `gay_lussac`. */
function isPart(text: string, from: number, to: number): boolean {
  return text.charAt(from - 1) === '_' || text.charAt(to) === '_';
}
