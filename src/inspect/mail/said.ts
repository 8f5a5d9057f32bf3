import type { Block } from '../contract.ts';

/** Words that are remembered; a text with more is not compared. */
const most = 200_000;

/** Characters that wait to be taken apart: most messages have no other version, and are never compared. */
const mostWaiting = 2 ** 20;

/** Which words a text has, to tell whether another version of it (HTML beside plain text) says anything else. */
export class Said {
  readonly #words = new Set<string>();
  #waiting: string[] = [];
  #length = 0;
  #rest = '';

  /** Takes in one more portion of the text. */
  add(text: string): void {
    this.#waiting.push(text);
    this.#length += text.length;
    if (this.#length > mostWaiting) this.#read();
  }

  /** Whether all words of a block were said. Blocks with records are never the same: the other version had none. */
  covers(block: Block): boolean {
    this.#read();
    if (block.rows !== undefined || this.#words.size >= most) return false;
    return block.text
      .split(apart)
      .every((word) => this.#words.has(trimmed(word)) || trimmed(word) === '' || trimmed(word) === trimmed(this.#rest));
  }

  #read(): void {
    if (this.#length === 0) return;
    const words = (this.#rest + this.#waiting.join('')).split(apart);
    this.#waiting = [];
    this.#length = 0;
    this.#rest = (words.pop() ?? '').slice(-1000);
    for (const word of words) if (this.#words.size < most) this.#words.add(trimmed(word));
  }
}

const apart = /[\s<>()[\]"“”„|,;]+/;

const trimmed = (word: string): string => word.replace(/^[*_>#.:!?'-]+|[*_.:!?'-]+$/g, '').toLowerCase();
