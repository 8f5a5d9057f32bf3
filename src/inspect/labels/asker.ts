import type { LabelBook } from './classify.ts';
import type { LabelMeaning } from './meaning.ts';

const firstCredit = 512;
const charactersPerCredit = 64;
const mostCredit = 4096;

/**
 * Asks the book about pieces of a text that may be labels. Looking at a piece for the first time costs a hundred times
 * as much as finding it again, so hostile text (`a1:b2:c3:…`) could make it slow: first looks are paid from a credit that
 * grows with the text read, one for 64 characters. Without credit a new piece is no label. Most pieces are told by their words
 * to be none: that costs a look at their letters, and nothing of the credit.
 */
export class Asker {
  private readonly book: LabelBook;
  private readonly seen = new Map<string, LabelMeaning | null>();
  private credit = firstCredit;

  constructor(book: LabelBook) {
    this.book = book;
  }

  earn(characters: number): void {
    this.credit = Math.min(mostCredit, this.credit + characters / charactersPerCredit);
  }

  /** What the piece from `from` to `to` says as a label; undefined where more words than `mostUnknown`, 0 or 1, are in no phrase. */
  ask(text: string, from: number, to: number, mostUnknown = 0): LabelMeaning | undefined {
    const meaning = this.book.mayBeLabel(text, from, to, mostUnknown)
      ? this.meaningOf(text.slice(from, to))
      : undefined;
    return meaning !== undefined && meaning.unknown <= mostUnknown ? meaning : undefined;
  }

  private meaningOf(piece: string): LabelMeaning | undefined {
    const known = this.seen.get(piece);
    if (known !== undefined) return known ?? undefined;
    if (this.credit < 1) return undefined;
    const meaning = this.book.ask(piece);
    this.credit -= 1;
    this.seen.set(piece, meaning ?? null);
    return meaning;
  }
}
