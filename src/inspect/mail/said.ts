import type { Block } from '../contract.ts';

/** Words that are remembered; a text with more is not compared. */
const most = 200_000;

/** Which words a text has, to tell whether another version of it (HTML beside plain text) says anything else. */
export class Said {
  readonly #words = new Set<string>();
  #rest = '';

  /** Takes in one more portion of the text. */
  add(text: string): void {
    const words = (this.#rest + text).split(apart);
    this.#rest = (words.pop() ?? '').slice(-1000);
    for (const word of words) if (this.#words.size < most) this.#words.add(trimmed(word));
  }

  /** Whether all words of a block were said. Blocks with records are never the same: the other version had none. */
  covers(block: Block): boolean {
    if (block.rows !== undefined || this.#words.size >= most) return false;
    return block.text
      .split(apart)
      .every((word) => this.#words.has(trimmed(word)) || trimmed(word) === '' || trimmed(word) === trimmed(this.#rest));
  }
}

const apart = /[\s<>()[\]"“”„|,;]+/;

const trimmed = (word: string): string => word.replace(/^[*_>#.:!?'-]+|[*_.:!?'-]+$/g, '').toLowerCase();
