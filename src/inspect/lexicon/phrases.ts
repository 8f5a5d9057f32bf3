import { hashOf } from '../rules/word-index.ts';
import { foldWord } from './term.ts';
import { eachWord } from './word-walk.ts';

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

const ascii = /^[\0-\x7f]*$/u;
const inWord = /[\p{L}\p{N}\p{M}]/u;
/** What may stand between the words of a phrase. */
const between = /[^\p{L}\p{N}\p{M}]{1,3}/uy;
const aWord = /[\p{L}\p{N}\p{M}]+/uy;
const filterBits = 0xffff;

/** Phrases by the hash of their first word: one pass over a text finds all of them, however many there are. */
export class Phrases<T extends Phrase> {
  private readonly byFirst = new Map<number, T[]>();
  /** Most words of a text begin no phrase, and one look tells. */
  private readonly filter = new Uint8Array(filterBits + 1);

  constructor(phrases: readonly T[]) {
    for (const phrase of phrases) {
      const hash = hashOf(phrase.words[0] ?? '');
      const own = this.byFirst.get(hash);
      if (own === undefined) this.byFirst.set(hash, [phrase]);
      else own.push(phrase);
      this.filter[hash & filterBits] = 1;
    }
    // The longest first: what is said in full counts.
    for (const list of this.byFirst.values()) list.sort((a, b) => b.words.length - a.words.length);
  }

  /** Every phrase in [from, to): several may begin at one word. */
  each(text: string, from: number, to: number, visit: (phrase: T, start: number, end: number) => void): void {
    const { filter, byFirst } = this;
    eachWord(text, from, to, (hash, start, end) => {
      if (filter[hash & filterBits] === 0) return;
      for (const phrase of byFirst.get(hash) ?? []) {
        const stop = endOf(phrase, text, start, end, to);
        if (stop !== undefined) visit(phrase, start, stop);
      }
    });
  }
}

/** Where the phrase ends that may begin with the word at [start, end). */
function endOf(
  { words, written, accents, exact }: Phrase,
  text: string,
  start: number,
  end: number,
  to: number,
): number | undefined {
  let from = start;
  let stop = end;
  for (let index = 0; index < words.length; index += 1) {
    if (index > 0) {
      between.lastIndex = stop;
      const gap = between.exec(text);
      if (gap === null || gap[0].includes('\n\n')) return undefined;
      from = stop + gap[0].length;
      aWord.lastIndex = from;
      const word = aWord.exec(text);
      if (word === null || from + word[0].length > to) return undefined;
      stop = from + word[0].length;
    }
    const own = text.slice(from, stop);
    if (foldWord(own) !== words[index] || (exact?.[index] ?? own) !== own) return undefined;
    // Accents may be left out, never added: `schwül` is the weather.
    const isPlain = accents === undefined && ascii.test(own);
    if (!isPlain && own.toLowerCase().normalize('NFC') !== written[index]) return undefined;
  }
  return inWord.test(text.charAt(stop)) && stop < to ? undefined : stop;
}
