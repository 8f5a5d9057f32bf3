import type { Sink } from '../../contract.ts';
import { countLineFeeds, LineBlocks } from '../lines.ts';
import { type DetectedDialect, detectDialect } from './dialect.ts';
import { type Dialect, type Tokenised, tokenise } from './tokenise.ts';

/** A row that is longer than this is not read as one; with one more portion it still fits a block of 1 MiB. */
const longestRow = 768 * 1024;
/** Quotes that are opened and never closed: from then on quotes are ordinary characters. */
const mostUnclosed = 64;

/**
 * Reads a table in portions of text: blocks of whole rows, all with table 0. A quote that is not closed within
 * `longestRow` costs its own row only, and a longer row is handed out as text; both are reported as `damaged`.
 */
export class CsvReader {
  readonly #sink: Sink;
  #dialect: Dialect | undefined;
  #pending = '';
  #line = 1;
  #unclosed = 0;
  /** Set while a row that is too long passes by, until its line ends. */
  #overlong: LineBlocks | undefined;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  async push(text: string): Promise<void> {
    if (this.#dialect === undefined) {
      // The dialect is chosen on the first portion alone, so that it does not depend on what follows.
      const detected = detectDialect(text, false) ?? detectDialect(text, true);
      this.#dialect = detected ?? { delimiter: ',', quote: '"', backslash: false, columns: 0 };
      await this.#passTitles(text, detected);
    } else {
      this.#pending = this.#pending.length > 0 ? this.#pending + text : text;
    }
    await this.#read(this.#dialect, false);
  }

  async end(): Promise<void> {
    if (this.#dialect !== undefined) await this.#read(this.#dialect, true);
    await this.#overlong?.end();
  }

  async #passTitles(text: string, detected: DetectedDialect | undefined): Promise<void> {
    const begin = detected?.begin ?? 0;
    this.#pending = text.slice(begin);
    if (begin === 0) return;
    await this.#sink.block({ text: text.slice(0, begin), where: { line: 1 } });
    this.#line += countLineFeeds(text, 0, begin);
  }

  async #read(dialect: Dialect, last: boolean): Promise<void> {
    if (this.#overlong !== undefined && !(await this.#passOverlong(this.#overlong))) return;
    let literal = false;
    while (this.#pending.length > 0) {
      const quoting = this.#unclosed > mostUnclosed ? { ...dialect, quote: '' } : dialect;
      const read = tokenise(this.#pending, 0, last, quoting, literal);
      await this.#hand(read);
      literal = false;
      if (read.full) continue;
      if (this.#pending.length === 0 || (!last && this.#pending.length <= longestRow)) return;
      this.#sink.partial('damaged');
      if (read.unclosed) {
        this.#unclosed += 1;
        literal = true;
      } else {
        this.#overlong = new LineBlocks(this.#sink, this.#line);
        if (!(await this.#passOverlong(this.#overlong))) return;
      }
    }
  }

  async #hand({ rows, end }: Tokenised): Promise<void> {
    if (end === 0) return;
    const text = this.#pending.slice(0, end);
    const where = { line: this.#line };
    this.#pending = this.#pending.slice(end);
    this.#line += countLineFeeds(text);
    await this.#sink.block(rows.length > 0 ? { text, where, rows, table: 0 } : { text, where });
  }

  /** True when the overlong row has ended and reading goes on behind it. */
  async #passOverlong(lines: LineBlocks): Promise<boolean> {
    const text = this.#pending;
    const feed = text.indexOf('\n');
    const end = feed < 0 ? text.length : feed + 1;
    await lines.push(text.slice(0, end));
    this.#pending = text.slice(end);
    if (feed < 0) return false;
    await lines.end();
    this.#line = lines.line;
    this.#overlong = undefined;
    return true;
  }
}
