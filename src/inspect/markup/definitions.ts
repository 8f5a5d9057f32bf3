import { Spans } from './spans.ts';
import type { Writer } from './writer.ts';

/** Makes one record of a definition list: terms are labels, definitions values. */
export class Definitions {
  readonly #writer: Writer;
  readonly #spans: Spans;
  #term = '';
  #open: { readonly start: number; readonly epoch: number } | undefined;

  constructor(writer: Writer) {
    this.#writer = writer;
    this.#spans = new Spans(writer);
  }

  term(text: string): void {
    this.#term = text.replace(/\s*:$/, '');
  }

  openValue(): void {
    this.closeValue();
    this.#writer.endLine();
    this.#writer.hold();
    this.#open = { start: this.#writer.at, epoch: this.#writer.epoch };
  }

  closeValue(): void {
    const open = this.#open;
    if (open === undefined) return;
    this.#open = undefined;
    this.#spans.add(open.start, this.#writer.contentEnd, this.#term, open.epoch);
    this.#writer.release();
    this.#writer.endLine();
  }

  /** Something with records of its own begins inside: the value around it is none. */
  interrupt(): void {
    if (this.#open !== undefined) this.#writer.release();
    this.#open = undefined;
    this.#spans.commit();
  }

  close(): void {
    this.closeValue();
    this.#spans.commit();
  }
}
