import { mailbox } from '../persons/normal.ts';
import type { ExactIndex } from './exact-index.ts';
import { gateSeeds } from './gate.ts';
import { domains } from './normal.ts';
import { CodeFinder, findDate, findPhones } from './numbers.ts';
import type { Token } from './token.ts';
import { WordRun } from './word-run.ts';
import { classes, digit, foldWord, joiner, letter } from './words.ts';

const at = 64;
const longestLocal = 64;
const longestDomain = 255;
/** Letters in front of a number that are of it: `DE 12 …`. */
const longestPrefix = 4;
const inLocal = /[\p{L}\p{N}._%+'-]/u;
const inDomain = /[\p{L}\p{N}.-]/u;

/** Goes once over a text and hands out, in order of their ends, what may be a value of the index. */
export class Scanner {
  readonly #index: ExactIndex;
  readonly #codes: CodeFinder;
  readonly #hasWords: boolean;
  readonly #hasEmail: boolean;
  readonly #hasPhone: boolean;
  readonly #hasDate: boolean;

  constructor(index: ExactIndex) {
    const { columns, nameWords, phraseWords } = index.header;
    this.#index = index;
    this.#codes = new CodeFinder(index);
    this.#hasWords = (nameWords | phraseWords) !== 0;
    this.#hasEmail = columns.some(({ kind }) => kind === 'email');
    this.#hasPhone = columns.some(({ kind }) => kind === 'phone');
    this.#hasDate = columns.some(({ kind }) => kind === 'date');
  }

  scan(text: string, found: (token: Token) => void): void {
    const { gate } = this.#index;
    const run = new WordRun(this.#index, found);
    const size = text.length;
    for (let position = 0; position < size; ) {
      const first = text.charCodeAt(position);
      const kind = classes[first];
      if (kind !== letter && kind !== digit) {
        if (first === at && this.#hasEmail) this.#email(text, position, found);
        position += 1;
        continue;
      }
      // The hash of the folded word, of plain letters as they pass: what `fold` does to them is done here as well.
      let hash: number = gateSeeds.word;
      let end = position;
      let digits = 0;
      let isWide = false;
      let isVowel = false;
      for (; end < size; end += 1) {
        const code = text.charCodeAt(end);
        const one = classes[code];
        if (one === digit) {
          digits += 1;
          hash = gate.step(hash, code);
          isVowel = false;
        } else if (one === letter) {
          if (code > 127) isWide = true;
          const lower = code | 32;
          if (lower === 101 && isVowel) isVowel = false;
          else {
            hash = gate.step(hash, lower);
            isVowel = lower === 97 || lower === 111 || lower === 117;
          }
        } else if (one !== joiner || classes[text.charCodeAt(end + 1)] !== letter) break;
      }
      if (isWide) hash = gate.hashOf(gateSeeds.word, foldWord(text.slice(position, end)));
      if (this.#hasWords) {
        if (gate.has(hash)) run.add(text, position, end);
        else run.break();
      }
      if (digits > 0 || end - position <= longestPrefix) this.#numbers(text, position, end, digits, found);
      position = end;
    }
  }

  #numbers(text: string, start: number, end: number, digits: number, found: (token: Token) => void): void {
    if (digits === 0 && classes[text.charCodeAt(end + 1)] !== digit) return;
    if (this.#codes.isNeeded) this.#codes.find(text, start, found);
    if (digits === 0 || classes[text.charCodeAt(start)] !== digit) return;
    if (this.#hasPhone && digits === end - start) findPhones(this.#index, text, start, found);
    if (this.#hasDate && end - start <= 8) findDate(this.#index, text, start, found);
  }

  #email(text: string, position: number, found: (token: Token) => void): void {
    let start = position;
    while (start > 0 && position - start < longestLocal && inLocal.test(text.charAt(start - 1))) start -= 1;
    while (start < position && /[.'%-]/u.test(text.charAt(start))) start += 1;
    let end = position + 1;
    while (end < text.length && end - position < longestDomain && inDomain.test(text.charAt(end))) end += 1;
    while (end > position && /[.-]/u.test(text.charAt(end - 1))) end -= 1;
    const form = mailbox(text.slice(start, end));
    if (form === undefined || !this.#index.has(domains.email + form)) return;
    const { high, low } = this.#index.hash;
    found({ start, end, kind: 'email', hashes: [high, low], length: form.length, written: 'mixed' });
  }
}
