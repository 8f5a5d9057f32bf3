import type { Sink } from '../contract.ts';

/** Longest core of a block of plain text, in UTF-16 units: with both contexts well below the 1 MiB of a block. */
const longestCore = 256 * 1024;
/** Context on each side where a line is longer than that. No value that rules look for is longer. */
const contextLength = 4 * 1024;

/** How many line feeds are in `text` between the offsets. */
export function countLineFeeds(text: string, from = 0, to = text.length): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** An offset at or below `at` that does not split a surrogate pair. */
function wholeCharacters(text: string, at: number): number {
  const before = text.charCodeAt(at - 1);
  return before >= 0xd800 && before <= 0xdbff ? at - 1 : at;
}

/** Where the last line that ends at or before `limit` ends; `from` where none does. CR alone ends a line as well. */
function lastLineEnd(text: string, from: number, limit: number): number {
  const feed = text.lastIndexOf('\n', limit - 1);
  if (feed >= from) return feed + 1;
  const carriage = text.lastIndexOf('\r', limit - 2);
  return carriage >= from ? carriage + 1 : from;
}

/**
 * Text without records, cut into blocks at line ends; a line that is longer than a block is cut with context on both
 * sides. Memory: two blocks, however long the line.
 */
export class LineBlocks {
  readonly #sink: Sink;
  #pending = '';
  #before = '';
  /** Line on which the pending text begins, and how many characters of that line went before. */
  line: number;
  #column = 0;

  constructor(sink: Sink, line = 1) {
    this.#sink = sink;
    this.line = line;
  }

  async push(text: string): Promise<void> {
    this.#pending = this.#pending.length > 0 ? this.#pending + text : text;
    while (this.#pending.length >= longestCore + contextLength) await this.#emit();
  }

  /** Hands out what is left. The next push begins a new line. */
  async end(): Promise<void> {
    while (this.#pending.length > 0) await this.#emit();
    this.#before = '';
  }

  async #emit(): Promise<void> {
    const pending = this.#pending;
    const before = this.#before;
    const lineEnd = pending.length <= longestCore ? pending.length : lastLineEnd(pending, 0, longestCore);
    const cut = lineEnd > 0 ? lineEnd : wholeCharacters(pending, longestCore);
    const after = lineEnd > 0 ? cut : wholeCharacters(pending, Math.min(pending.length, cut + contextLength));
    // Places are counted from the block's text, which begins with the context.
    const where = { line: this.line, ...(this.#column > 0 ? { column: this.#column - before.length + 1 } : {}) };
    const core = { start: before.length, end: before.length + cut };
    this.line += countLineFeeds(pending, 0, cut);
    const feed = pending.lastIndexOf('\n', cut - 1);
    this.#column = feed >= 0 ? cut - feed - 1 : this.#column + cut;
    this.#pending = pending.slice(cut);
    this.#before = lineEnd > 0 ? '' : pending.slice(wholeCharacters(pending, cut - contextLength), cut);
    const cored = before.length > 0 || after > cut;
    await this.#sink.block({ text: before + pending.slice(0, after), where, ...(cored ? { core } : {}) });
  }
}
