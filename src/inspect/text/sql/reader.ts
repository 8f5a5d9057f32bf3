import type { Cell, Row, Sink } from '../../contract.ts';
import { countLineFeeds, LineBlocks } from '../lines.ts';
import { columnsOfCreate, headerAt, type SqlTable, SqlTables } from './tables.ts';
import { type Backslash, backslashOf, readCopyLine, readTuple } from './values.ts';

/** A tuple, a line or a CREATE TABLE with more text than this is handed out as text. */
const longestRow = 512 * 1024;
/** Text that holds the whole header of a statement, column list included. */
const longestHeader = 64 * 1024;

const keyword = /(?:INSERT|REPLACE|COPY|CREATE)\b/iy;

/** Why the scan stopped: text is needed, rows of another table begin, or something is too long to be held. */
type Stop = 'more' | 'table' | 'overlong';

/** Reads a database dump in portions of text: rows of INSERT and COPY, all else as text. */
export class SqlReader {
  readonly #sink: Sink;
  readonly #tables = new SqlTables();
  #backslash: Backslash | undefined;
  #pending = '';
  #at = 0;
  /** Start of what is being read: nothing before it is needed any more. */
  #begin = 0;
  #line = 1;
  #mode: 'statement' | 'tuple' | 'next' | 'copy' = 'statement';
  #table: SqlTable | undefined;
  #rows: Row[] = [];
  #rowsTable: SqlTable | undefined;
  #overlong: LineBlocks | undefined;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  async push(text: string): Promise<void> {
    this.#backslash ??= backslashOf(text);
    this.#pending = this.#pending.length > 0 ? this.#pending + text : text;
    await this.#read(false);
  }

  async end(): Promise<void> {
    await this.#read(true);
    await this.#overlong?.end();
  }

  async #read(last: boolean): Promise<void> {
    for (;;) {
      if (this.#overlong !== undefined && !(await this.#passOverlong(this.#overlong))) return;
      let stop = this.#scan(last);
      await this.#hand(this.#begin);
      if (stop === 'more' && last && this.#pending.length > 0) stop = 'overlong';
      if (stop === 'more' && this.#pending.length <= longestRow) return;
      if (stop === 'table') continue;
      this.#sink.partial('damaged');
      this.#overlong = new LineBlocks(this.#sink, this.#line);
      if (this.#mode !== 'copy') this.#mode = 'statement';
    }
  }

  /** Reads on until something is missing. */
  #scan(last: boolean): Stop {
    while (this.#begin < this.#pending.length) {
      const done =
        this.#mode === 'statement'
          ? this.#statement(last)
          : this.#mode === 'copy'
            ? this.#copyLine(last)
            : this.#mode === 'tuple'
              ? this.#tuple()
              : this.#afterTuple(last);
      if (done !== undefined) return done;
      this.#begin = this.#at;
    }
    return 'more';
  }

  /** Behind blanks and comments; -1 where a comment is cut. */
  #skipBlank(from: number, last: boolean): number {
    const text = this.#pending;
    let at = from;
    for (;;) {
      while (at < text.length && text.charCodeAt(at) <= 32) at += 1;
      const two = text.slice(at, at + 2);
      const long = two === '/*';
      if (two !== '--' && !long && !(two.startsWith('#') && this.#mode === 'statement')) return at;
      const end = text.indexOf(long ? '*/' : '\n', at + 1);
      if (end < 0) return last ? text.length : -1;
      at = long ? end + 2 : end + 1;
    }
  }

  #statement(last: boolean): Stop | undefined {
    const text = this.#pending;
    const at = this.#skipBlank(this.#begin, last);
    if (at < 0) return 'more';
    if (at > this.#begin) {
      this.#at = at;
      return undefined;
    }
    const left = text.length - at;
    if (left < 16 && !last) return 'more';
    keyword.lastIndex = at;
    if (keyword.test(text)) {
      if (left < longestHeader && !last && !text.slice(at).includes(';')) return 'more';
      const header = headerAt(text, at);
      if (header?.kind === 'create') {
        const end = endOfParentheses(text, header.end);
        if (end < 0 && !last) return left > longestRow ? 'overlong' : 'more';
        if (end >= 0) {
          this.#tables.create(header.table, columnsOfCreate(text.slice(header.end, end)));
          this.#at = end;
          return undefined;
        }
      } else if (header !== undefined) {
        const table = this.#tables.rowsOf(header);
        if (this.#rows.length > 0 && this.#rowsTable !== table) return 'table';
        this.#table = table;
        this.#mode = header.kind === 'copy' ? 'copy' : 'tuple';
        this.#at = header.end;
        return undefined;
      }
    }
    return this.#skipStatement(at, last);
  }

  /** To the end of the line or behind the next semicolon: what follows is tried as a statement again. */
  #skipStatement(at: number, last: boolean): Stop | undefined {
    const text = this.#pending;
    const feed = text.indexOf('\n', at);
    const lineEnd = feed < 0 ? text.length : feed + 1;
    const semicolon = text.indexOf(';', at);
    if (semicolon >= 0 && semicolon < lineEnd) this.#at = semicolon + 1;
    else if (feed >= 0 || last) this.#at = lineEnd;
    else return 'more';
    return undefined;
  }

  #tuple(): Stop | undefined {
    const cells: Cell[] = [];
    const end = readTuple(this.#pending, this.#begin, this.#table as SqlTable, this.#backslash ?? 'unsure', cells);
    if (end < 0) return 'more';
    this.#add(cells);
    this.#mode = 'next';
    this.#at = end;
    return undefined;
  }

  #afterTuple(last: boolean): Stop | undefined {
    const text = this.#pending;
    const at = this.#skipBlank(this.#begin, last);
    if (at < 0) return 'more';
    if (at >= text.length) {
      this.#at = text.length;
      return undefined;
    }
    const next = text.charCodeAt(at) === 44 ? this.#skipBlank(at + 1, last) : -1;
    if (text.charCodeAt(at) === 44 && (next < 0 || next >= text.length) && !last) return 'more';
    this.#mode = next >= 0 && text.charAt(next) === '(' ? 'tuple' : 'statement';
    this.#at = this.#mode === 'tuple' ? next : at + (text.charAt(at) === ';' ? 1 : 0);
    return undefined;
  }

  #copyLine(last: boolean): Stop | undefined {
    const text = this.#pending;
    const feed = text.indexOf('\n', this.#begin);
    if (feed < 0 && !last) return 'more';
    const next = feed < 0 ? text.length : feed + 1;
    let end = feed < 0 ? text.length : feed;
    if (text.charCodeAt(end - 1) === 13 && end > this.#begin) end -= 1;
    if (end - this.#begin === 2 && text.startsWith('\\.', this.#begin)) {
      this.#mode = 'statement';
    } else {
      const cells: Cell[] = [];
      readCopyLine(text, this.#begin, end, this.#table as SqlTable, cells);
      this.#add(cells);
    }
    this.#at = next;
    return undefined;
  }

  #add(cells: readonly Cell[]): void {
    if (cells.length === 0) return;
    this.#rows.push({ cells });
    this.#rowsTable = this.#table;
  }

  async #hand(end: number): Promise<void> {
    if (end === 0) return;
    const text = this.#pending.slice(0, end);
    const rows = this.#rows;
    const table = this.#rowsTable?.id;
    const where = { line: this.#line };
    this.#pending = this.#pending.slice(end);
    this.#begin = 0;
    this.#at = 0;
    this.#rows = [];
    this.#rowsTable = undefined;
    this.#line += countLineFeeds(text);
    await this.#sink.block(rows.length > 0 ? { text, where, rows, table } : { text, where });
  }

  /** True when the line that is too long has ended and reading goes on behind it. */
  async #passOverlong(lines: LineBlocks): Promise<boolean> {
    const text = this.#pending;
    const feed = text.indexOf('\n');
    const end = feed < 0 ? text.length : feed + 1;
    this.#pending = text.slice(end);
    await lines.push(text.slice(0, end));
    if (feed < 0) return false;
    await lines.end();
    this.#line = lines.line;
    this.#overlong = undefined;
    return true;
  }
}

/** Where the parenthesis closes that was opened before `from`; -1 where the text ends before. */
function endOfParentheses(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 39) {
      at = text.indexOf("'", at + 1);
      if (at < 0) return -1;
    } else if (code === 40) depth += 1;
    else if (code === 41) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}
