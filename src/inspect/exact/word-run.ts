import type { ExactIndex } from './exact-index.ts';
import { domains, isNameWord, mostNameWords, mostPhraseWords, nameKey } from './normal.ts';
import type { Token } from './token.ts';
import { foldWord, streetWord } from './words.ts';

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What may stand between the words of one value, cells of a table included. */
const between = new Set(' \t\r\n,.;-"\'/|\u00a0');
const mostBetween = 4;
const at = 64;

/** Words that stand together and are all in the index: every new one ends names and phrases that begin before it. */
export class WordRun {
  readonly #index: ExactIndex;
  readonly #found: (token: Token) => void;
  readonly #names: Word[] = [];
  readonly #phrase: Word[] = [];
  #lastEnd = -1;

  constructor(index: ExactIndex, found: (token: Token) => void) {
    this.#index = index;
    this.#found = found;
  }

  break(): void {
    if (this.#lastEnd === -1) return;
    this.#lastEnd = -1;
    this.#names.length = 0;
    this.#phrase.length = 0;
  }

  add(text: string, start: number, end: number): void {
    if (this.#lastEnd !== -1 && !joins(text, this.#lastEnd, start)) this.break();
    this.#lastEnd = end;
    const folded = foldWord(text.slice(start, end));
    const { nameWords, phraseWords } = this.#index.header;
    if (nameWords !== 0 && isNameWord(folded)) {
      push(this.#names, { text: folded, start, end }, mostNameWords);
      // `anna.schmidt@` is a mailbox, and no name of its own.
      if (text.charCodeAt(end) !== at) this.#endNames(nameWords);
    }
    if (phraseWords !== 0) {
      push(this.#phrase, { text: streetWord(folded), start, end }, mostPhraseWords);
      this.#endPhrases(phraseWords);
    }
  }

  #endNames(lengths: number): void {
    const words = this.#names;
    const last = words.at(-1) as Word;
    for (let count = 2; count <= words.length; count += 1) {
      const first = words[words.length - count] as Word;
      if ((lengths & (1 << count)) !== 0) {
        this.#try('name', nameKey(words.slice(-count).map((word) => word.text)), first.start, last.end);
      }
      // A name between that the index does not know of this person.
      if (count === 3 && (lengths & 4) !== 0)
        this.#try('name', nameKey([first.text, last.text]), first.start, last.end);
    }
  }

  #endPhrases(lengths: number): void {
    const words = this.#phrase;
    const last = words.at(-1) as Word;
    let phrase = '';
    for (let count = 1; count <= words.length; count += 1) {
      const first = words[words.length - count] as Word;
      phrase = count === 1 ? first.text : `${first.text} ${phrase}`;
      if ((lengths & (1 << count)) !== 0) this.#try('phrase', phrase, first.start, last.end);
    }
  }

  #try(kind: 'name' | 'phrase', form: string, start: number, end: number): void {
    const index = this.#index;
    if (!index.has(domains[kind] + form)) return;
    const hashes = [index.hash.high, index.hash.low];
    this.#found({ start, end, kind, hashes, length: form.length, written: 'mixed' });
  }
}

function push(words: Word[], word: Word, most: number): void {
  words.push(word);
  if (words.length > most) words.shift();
}

function joins(text: string, from: number, to: number): boolean {
  if (to - from > mostBetween) return false;
  for (let position = from; position < to; position += 1) if (!between.has(text.charAt(position))) return false;
  return true;
}
