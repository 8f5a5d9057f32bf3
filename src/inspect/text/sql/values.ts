import type { Cell } from '../../contract.ts';
import type { SqlTable } from './tables.ts';

/** Whether a backslash escapes in strings: MySQL yes, the standard no; `unsure` decides string by string. */
export type Backslash = 'escapes' | 'plain' | 'unsure';

/** The dialect by the first portion of a dump. */
export function backslashOf(text: string): Backslash {
  if (/MySQL dump|MariaDB dump|phpMyAdmin|\bENGINE\s*=|INSERT (?:IGNORE )?INTO `/i.test(text)) return 'escapes';
  const standard =
    /PostgreSQL|pg_catalog|statement_timeout|\[dbo\]|ANSI_NULLS|PRAGMA |sqlite_sequence|COPY \S+ [^;]*FROM stdin|, ?N'/;
  return standard.test(text) ? 'plain' : 'unsure';
}

const quoteCode = 39;
const doubleQuoteCode = 34;
const backslashCode = 92;
const comma = 44;
const open = 40;
const close = 41;

const mysqlEscapes: Readonly<Record<string, string>> = { '0': ' ', b: '\b', n: '\n', r: '\r', t: '\t', Z: ' ' };

function unescapeSql(raw: string, quote: string, escapes: boolean): string {
  const single = raw.replaceAll(quote + quote, quote);
  return escapes ? single.replace(/\\([^])/g, (_, character: string) => mysqlEscapes[character] ?? character) : single;
}

/** A string literal; one object serves all of a dump. */
class Literal {
  /** Offset of the closing quote. */
  end = 0;
  /** It holds doubled quotes or backslashes that escape. */
  escaped = false;

  /** Finds the end by the opening quote; false where the text ends before, or at a quote that may be one of two. */
  read(text: string, opening: number, backslash: Backslash): boolean {
    const quote = text.charCodeAt(opening);
    this.escaped = false;
    for (let at = opening + 1; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        if (text.charCodeAt(at + 1) !== quote) {
          this.end = at;
          return at + 1 < text.length;
        }
        this.escaped = true;
        at += 1;
      } else if (code === backslashCode && backslash !== 'plain') {
        // Unsure: `'C:\'` before a comma or parenthesis ends there, `'O\'Neil'` does not.
        const quoted = text.charCodeAt(at + 1) === quote;
        if (backslash === 'unsure' && quoted && /^\s*[,)]/.test(text.slice(at + 2, at + 8))) continue;
        this.escaped = true;
        at += 1;
      }
    }
    return false;
  }
}

const valueless = /^(?:NULL|DEFAULT|TRUE|FALSE|0x[0-9a-f]*|CURRENT_\w+)$/i;
const literal = new Literal();

function isNumber(code: number): boolean {
  return (code >= 49 && code <= 57) || code === 45;
}

/**
 * Reads one tuple, `(1, 'a', NULL)`, into cells; returns the offset behind it, -1 where the text ends before. The cell of
 * a call such as CAST(N'…' AS …) is the first string in it; NULL and binary values give none.
 */
export function readTuple(text: string, begin: number, table: SqlTable, backslash: Backslash, cells: Cell[]): number {
  let at = begin + 1;
  let column = 0;
  let depth = 0;
  let from = at;
  let found = false;
  const add = (start: number, end: number, value: string | undefined): void => {
    const named = table.columns[column];
    cells.push({ start, end, label: named?.name, column, value, where: named?.where });
  };
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quoteCode || code === doubleQuoteCode) {
      // E'…', N'…', X'…' and B'…', in either case.
      const prefix = at > from ? text.charCodeAt(at - 1) & ~32 : 0;
      const mode = prefix === 69 ? 'escapes' : prefix === 78 ? 'plain' : backslash;
      if (!literal.read(text, at, mode)) return -1;
      const { end } = literal;
      if (!found && prefix !== 88 && prefix !== 66 && end > at + 1) {
        const value = literal.escaped
          ? unescapeSql(text.slice(at + 1, end), text.charAt(at), mode !== 'plain')
          : undefined;
        add(at + 1, end, value);
      }
      found = true;
      at = end;
    } else if (code === open) {
      depth += 1;
    } else if (code === comma || code === close) {
      if (depth > 0) {
        if (code === close) depth -= 1;
        continue;
      }
      if (!found) {
        let start = from;
        let end = at;
        while (start < end && text.charCodeAt(start) <= 32) start += 1;
        while (end > start && text.charCodeAt(end - 1) <= 32) end -= 1;
        if (end > start && (isNumber(text.charCodeAt(start)) || !valueless.test(text.slice(start, end)))) {
          add(start, end, undefined);
        }
      }
      if (code === close) return at + 1;
      column += 1;
      from = at + 1;
      found = false;
    }
  }
  return -1;
}

const copyEscapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** Reads one line of COPY (PostgreSQL's text format: tabs, \N for NULL, backslash escapes) into cells. */
export function readCopyLine(text: string, begin: number, lineEnd: number, table: SqlTable, cells: Cell[]): void {
  let column = 0;
  for (let start = begin; start <= lineEnd; column += 1) {
    const tab = text.indexOf('\t', start);
    const end = tab < 0 || tab > lineEnd ? lineEnd : tab;
    const raw = text.slice(start, end);
    if (raw !== '' && raw !== '\\N') {
      const named = table.columns[column];
      const value = raw.includes('\\')
        ? raw.replace(/\\([^])/g, (_, character: string) => copyEscapes[character] ?? character)
        : undefined;
      cells.push({ start, end, label: named?.name, column, value, where: named?.where });
    }
    start = end + 1;
  }
}
