import type { Row } from '../../contract.ts';
import { type Dialect, tokenise } from './tokenise.ts';

/** A dialect with what was seen of it. */
export interface DetectedDialect extends Dialect {
  /** 0.4 to 0.85: how surely the sample is a table. */
  readonly certainty: number;
  /** Offset in the sample where the table begins, behind titles and a `sep=` line. */
  readonly begin: number;
}

/** No colon: lists of `mail:password` are lines of text, and so are times and configuration. */
const delimiters = [',', ';', '\t', '|'] as const;
const sampleLength = 64 * 1024;
const sampleRows = 400;
const titleRows = 20;

const otherFormats =
  /^\s*[{<]|^\s*\[\s*[{["\d\]]|^(?:From |Received:|Return-Path:|BEGIN:V|%PDF|#!|---\n|INSERT |CREATE TABLE|COPY )/;
const sepLine = /^sep=(.)\r?\n/i;
/** `2026-01-31 10:22:07,123 INFO …`: the comma is a decimal point. */
const logMillis = /^\d{3}\b[ \]]/;

interface Survey {
  /** Share of the rows, from the first of the table on, that have `columns` cells. */
  readonly fit: number;
  /** Share of the lines that are not titles above the table. */
  readonly cover: number;
  readonly columns: number;
  readonly count: number;
  readonly begin: number;
  readonly rows: readonly Row[];
}

function modeOf(counts: readonly number[]): number {
  const tally = new Map<number, number>();
  for (const count of counts) if (count > 1) tally.set(count, (tally.get(count) ?? 0) + 1);
  let mode = 0;
  for (const [count, times] of tally) if (times > (tally.get(mode) ?? 0)) mode = count;
  return mode;
}

function survey(sample: string, from: number, whole: boolean, dialect: Dialect): Survey | undefined {
  const { rows, end } = tokenise(sample, from, whole, dialect);
  const columns = modeOf(rows.slice(0, sampleRows).map((row) => row.cells.length));
  if (columns < 2) return undefined;
  const first = rows.findIndex((row) => row.cells.length === columns);
  const begin = lineStart(sample, rows[first]?.cells[0]?.start ?? 0);
  const titles = countLines(sample, from, begin);
  const used = rows.slice(first, first + sampleRows);
  const lastCell = used.at(-1)?.cells.at(-1);
  const until = used.length < sampleRows ? end : (lastCell?.end ?? end);
  // Lines that are no row at all count against the table; line ends inside of quotes do not.
  const inQuotes = used.reduce((sum, row) => sum + lineEndsInside(sample, row), 0);
  const lines = Math.max(used.length, countLines(sample, begin, until) - inQuotes);
  const fitting = used.filter((row) => row.cells.length === columns).length;
  if (titles > Math.min(titleRows, fitting + 2) || fitting < 2) return undefined;
  return { fit: fitting / lines, cover: lines / (lines + titles), columns, count: fitting, begin, rows: used };
}

function lineStart(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}

/** Lines between the offsets that hold anything and are not comments. */
function countLines(text: string, from: number, to: number): number {
  return text
    .slice(from, to)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#')).length;
}

function lineEndsInside(text: string, row: Row): number {
  let count = 0;
  for (const cell of row.cells) {
    if (cell.end > cell.start && text.slice(cell.start, cell.end).includes('\n')) {
      count += countLines(text, cell.start, cell.end) - 1;
    }
  }
  return count;
}

/** Prose, source code and logs have delimiters too, though for other reasons. */
function looksLikeText(sample: string, { columns, rows, fit }: Survey, delimiter: string): boolean {
  let spaced = 0;
  let words = 0;
  let length = 0;
  let cells = 0;
  let emptyEnds = 0;
  let millis = 0;
  for (const row of rows) {
    for (const [index, cell] of row.cells.entries()) {
      const value = sample.slice(cell.start, cell.end);
      if (index > 0 && /\s/.test(sample.charAt(cell.start - 1))) spaced += 1;
      words += value === '' ? 0 : value.split(/\s+/).length;
      length += value.length;
      cells += 1;
      if (index === 1 && logMillis.test(value)) millis += 1;
    }
    const lastCell = row.cells.at(-1);
    // `color: red; }`: source code ends its lines with the delimiter.
    if (lastCell !== undefined && /^[)}\]]*$/.test(sample.slice(lastCell.start, lastCell.end))) emptyEnds += 1;
  }
  const joints = Math.max(1, cells - rows.length);
  if (columns === 2 && (emptyEnds > rows.length * 0.5 || millis > rows.length * 0.5)) return true;
  if (delimiter === '\t') return columns === 2 && fit < 0.9;
  const prose = words / cells > 2.5 && (spaced > joints * 0.7 || length / cells > 60);
  return prose || (rows.length < 4 && fit < 1);
}

/** Double quotes, unless a third of the cells stand in single ones. */
function quoteOf(sample: string, delimiter: string): string {
  const single = sample.split(`'${delimiter}'`).length - 1;
  const double = sample.split(`"${delimiter}"`).length - 1;
  const all = sample.split(delimiter).length - 1;
  return double === 0 && single > all / 3 ? "'" : '"';
}

function rate({ fit, columns, count }: Survey): number {
  return 0.45 + (columns > 2 ? 0.15 : 0) + (count > 4 ? 0.1 : 0) + (fit > 0.95 ? 0.15 : 0);
}

/**
 * How the table that a text begins with is written, or undefined where it is none: two rows or more of two columns or
 * more, most of them alike. `whole`: the sample is all there is.
 */
export function detectDialect(text: string, whole: boolean): DetectedDialect | undefined {
  const sample = text.slice(0, sampleLength);
  const all = whole && text.length <= sampleLength;
  const sep = sepLine.exec(sample);
  if (sep === null && otherFormats.test(sample.slice(0, 256))) return undefined;
  const from = sep?.[0].length ?? 0;
  let best: (DetectedDialect & { readonly rank: number }) | undefined;
  for (const delimiter of sep?.[1] === undefined ? delimiters : [sep[1]]) {
    if (!sample.includes(delimiter)) continue;
    const quote = quoteOf(sample, delimiter);
    const escaped = sample.split(`\\${quote}`).length > sample.split(quote + quote).length;
    const dialect: Dialect = {
      delimiter,
      quote,
      backslash: escaped && sample.includes(`${delimiter}${quote}`),
      columns: 0,
    };
    const seen = survey(sample, from, all, dialect);
    if (seen === undefined) continue;
    const { fit, cover, columns } = seen;
    if (sep === null && (fit < (columns > 2 ? 0.6 : 0.8) || looksLikeText(sample, seen, delimiter))) continue;
    const rank = fit * cover * (1 + Math.min(columns, 12) / 24);
    if (rank > (best?.rank ?? 0)) {
      best = { ...dialect, columns, begin: seen.begin, certainty: sep === null ? rate(seen) : 0.85, rank };
    }
  }
  return best;
}
