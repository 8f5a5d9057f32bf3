import { kindOf, longestLabel, lower, other, upper } from './normal.ts';
import { isUnknown, type Vocabulary } from './vocabulary.ts';

const slots = 1 << 15;
/** Text is made of words that come again: what is known of them is kept, and forgotten before slots get scarce. */
const mostWords = slots / 2;
/** Words that share a place are looked at so often: a hostile text could be made of nothing else. */
const mostProbes = 8;
/** Whether a word is made of others takes time with the square of its length. Longer ones pass. */
const longestWord = 16;

/** What the book says of a word by itself. */
const [none, maybe, unknown] = [0, 1, 2];

/**
 * Tells most pieces of a text that are no labels from the rest, looking at their letters alone: no string is made of a piece that
 * does not pass. It refuses only what the book could not know: pieces with too many words that are in no phrase in any form, and
 * those without a word that is. Text that is not ASCII passes, and what has a slash in it.
 */
export class LabelSieve {
  readonly #vocabulary: Vocabulary;
  readonly #words: string[] = Array.from({ length: slots }, () => '');
  readonly #verdicts = new Uint8Array(slots);
  #kept = 0;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /** Whether the piece from `from` to `to` may be a label of which at most so many words, 0 or 1, are in no phrase. */
  passes(text: string, from: number, to: number, mostUnknown: number): boolean {
    if (to - from > longestLabel) return false;
    let known = false;
    let strange = 0;
    let start = from;
    let hash = 0;
    let before = other;
    for (let at = from; at <= to; at += 1) {
      const code = at < to ? text.charCodeAt(at) : 0;
      if (code > 127 || parting[code] === 1) return code !== atSign;
      const kind = kindOf(code);
      if (before === lower && kind === upper && text.startsWith(birth, at - 2)) return true;
      const goesOn =
        (kind === before || (before === upper && kind === lower)) &&
        !(kind === upper && isCapitalised(text, at + 1, to));
      if (!goesOn) {
        if (before === lower || before === upper) {
          if (at - start === 1 && folded(text.charCodeAt(start)) === letterE && isMail(text, at, to)) return true;
          if (this.#verdict(text, start, at, hash) === unknown) strange += 1;
          else known = true;
          if (strange > mostUnknown) return hasPart(text, at, to);
        }
        start = at;
        hash = 0;
      }
      // What stands in brackets may be left out: what is outside counts either way.
      const closed = opening[code] === 1 ? closingAt(text, at, to) : -1;
      if (closed >= 0) {
        known = true;
        before = other;
        at = closed;
        continue;
      }
      hash = (Math.imul(hash, 31) + folded(code)) | 0;
      before = kind;
    }
    return known;
  }

  #verdict(text: string, start: number, end: number, hash: number): number {
    if (end - start > longestWord) return maybe;
    let slot = (hash ^ (hash >>> 15)) & (slots - 1);
    for (let probes = 0; ; probes += 1) {
      const verdict = this.#verdicts[slot] ?? none;
      if (verdict === none) break;
      if (probes === mostProbes) return maybe;
      if (isSame(this.#words[slot] ?? '', text, start, end)) return verdict;
      slot = (slot + 1) & (slots - 1);
    }
    if (this.#kept >= mostWords) {
      this.#verdicts.fill(none);
      this.#kept = 0;
      slot = (hash ^ (hash >>> 15)) & (slots - 1);
    }
    const word = text.slice(start, end).toLowerCase();
    this.#kept += 1;
    this.#words[slot] = word;
    return (this.#verdicts[slot] = this.#isStrange(word) ? unknown : maybe);
  }

  /** Whether no phrase has the word, nor a part of one that is written apart. */
  #isStrange(word: string): boolean {
    return !this.#vocabulary.pieces.has(word) && isUnknown([word], 0, this.#vocabulary);
  }
}

const [atSign, letterE, letterM] = [64, 101, 109];
const birth = 'DoB';
const setOf = (characters: string): Uint8Array =>
  Uint8Array.from({ length: 128 }, (_, code) => (characters.includes(String.fromCharCode(code)) ? 1 : 0));
/** What makes labels of parts of a piece; a number sign, which is a word; and `@`, with which nothing is a label. */
const parting = setOf('/|#@');
const [opening, closing] = [setOf('([{'), setOf(')]}')];

/** Where the bracket at `at` is closed, by any other; -1 where it is not. */
function closingAt(text: string, at: number, to: number): number {
  for (let next = at + 1; next < to; next += 1) if (closing[text.charCodeAt(next)] === 1) return next;
  return -1;
}

/** `e mail` is one word. */
function isMail(text: string, from: number, to: number): boolean {
  let at = from;
  while (at < to && kindOf(text.charCodeAt(at)) === other) at += 1;
  return folded(text.charCodeAt(at)) === letterM;
}

function folded(code: number): number {
  return code >= 65 && code <= 90 ? code | 32 : code;
}

/** Whether a capital before `at` begins a word: `DateOf`. */
function isCapitalised(text: string, at: number, to: number): boolean {
  return at + 1 < to && kindOf(text.charCodeAt(at)) === lower && kindOf(text.charCodeAt(at + 1)) === lower;
}

/** Whether what is left has a part that may be a label by itself. */
function hasPart(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 127 || code === slash || code === bar) return true;
  }
  return false;
}

const [slash, bar] = [47, 124];

function isSame(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let at = 0; at < word.length; at += 1)
    if (word.charCodeAt(at) !== folded(text.charCodeAt(start + at))) return false;
  return true;
}
