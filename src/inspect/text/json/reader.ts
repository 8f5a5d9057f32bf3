import type { Sink } from '../../contract.ts';
import { countLineFeeds, LineBlocks } from '../lines.ts';
import { JsonScanner, type Stop } from './scanner.ts';
import { shapeOf } from './shape.ts';

/** A record with more text than this is handed out in parts. */
const longestRecord = 256 * 1024;
/** A string or comment with more text than this is handed out as text. */
const longestToken = 128 * 1024;

/** Reads JSON, or values one after the other (NDJSON), in portions of text. */
export class JsonReader {
  readonly #sink: Sink;
  readonly #scanner = new JsonScanner();
  #line = 1;
  #begun = false;
  /** Set while text passes by that is no JSON: a string without end, a damaged line, or all that follows. */
  #passing: { readonly until: 'quote' | 'line' | 'end'; readonly lines: LineBlocks } | undefined;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  async push(text: string): Promise<void> {
    const scanner = this.#scanner;
    scanner.text = scanner.text.length > 0 ? scanner.text + text : text;
    if (!this.#begun) this.#begin(text);
    await this.#read(false);
  }

  async end(): Promise<void> {
    await this.#read(true);
    const cut = this.#passing?.until === 'quote' || this.#scanner.depth > 0;
    if (cut) this.#sink.partial('damaged');
    this.#scanner.at = this.#scanner.text.length;
    this.#scanner.abandon();
    await this.#hand();
    await this.#passing?.lines.end();
  }

  #begin(text: string): void {
    this.#begun = true;
    const { begin, perLine, perValue } = shapeOf(text);
    this.#scanner.perLine = perLine;
    this.#scanner.perValue = perValue;
    this.#scanner.at = begin;
  }

  async #read(last: boolean): Promise<void> {
    const scanner = this.#scanner;
    for (;;) {
      if (this.#passing !== undefined && !(await this.#pass(last))) return;
      const stop = scanner.scan(last);
      if (scanner.at - scanner.safe > longestRecord) {
        scanner.records.flush();
        scanner.safe = scanner.at;
      }
      if (stop === 'malformed' || stop === 'too-deep') {
        await this.#giveUp(stop);
      } else if ((stop === 'string' || stop === 'token') && scanner.text.length - scanner.at > longestToken) {
        scanner.records.flush();
        scanner.safe = scanner.at;
        await this.#hand();
        if (stop === 'token') await this.#giveUp('malformed');
        else await this.#passString();
      } else {
        await this.#hand();
        return;
      }
    }
  }

  async #passString(): Promise<void> {
    const lines = new LineBlocks(this.#sink, this.#line);
    await lines.push('"');
    this.#drop(1);
    this.#passing = { until: 'quote', lines };
  }

  #drop(length: number): void {
    const scanner = this.#scanner;
    scanner.at = length;
    scanner.safe = length;
    scanner.advance(length);
  }

  async #giveUp(stop: Stop): Promise<void> {
    const scanner = this.#scanner;
    this.#sink.partial(stop === 'too-deep' ? 'limit-depth' : 'damaged');
    scanner.abandon();
    await this.#hand();
    this.#passing = { until: scanner.perLine ? 'line' : 'end', lines: new LineBlocks(this.#sink, this.#line) };
  }

  /** One block of the text up to where nothing is pending. */
  async #hand(): Promise<void> {
    const scanner = this.#scanner;
    const { safe, records } = scanner;
    if (safe === 0) return;
    const text = scanner.text.slice(0, safe);
    const { rows, onlyTuples } = records;
    const where = { line: this.#line };
    scanner.advance(safe);
    records.rows = [];
    records.onlyTuples = true;
    this.#line += countLineFeeds(text);
    await this.#sink.block({
      text,
      where,
      ...(rows.length > 0 ? { rows } : {}),
      ...(rows.length > 0 && onlyTuples ? { table: 0 } : {}),
    });
  }

  /** Hands out text that is no JSON; true when JSON goes on behind it. */
  async #pass(last: boolean): Promise<boolean> {
    const passing = this.#passing;
    if (passing === undefined) return true;
    const { text } = this.#scanner;
    const found = passing.until === 'quote' ? closingQuote(text) : passing.until === 'line' ? text.indexOf('\n') : -1;
    // A backslash at the end may escape the quote that the next portion begins with.
    const rest = passing.until === 'quote' && !last ? text.length - (trailingBackslashes(text) % 2) : text.length;
    const end = found >= 0 ? found + 1 : rest;
    this.#drop(end);
    await passing.lines.push(text.slice(0, end));
    if (found < 0) return false;
    await passing.lines.end();
    this.#line = passing.lines.line;
    if (passing.until === 'quote') this.#scanner.skipString();
    this.#passing = undefined;
    return true;
  }
}

function trailingBackslashes(text: string): number {
  let at = text.length;
  while (at > 0 && text.charCodeAt(at - 1) === 92) at -= 1;
  return text.length - at;
}

/** The quote that ends a string; `text` begins somewhere inside of it, not behind a backslash. */
function closingQuote(text: string): number {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) return at;
    if (code === 92) at += 1;
  }
  return -1;
}
