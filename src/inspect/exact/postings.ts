import { contentBytes, type Pages } from './pages.ts';

/** Hash (8), column, row (4), in the order in which they are sorted. */
export const entryBytes = 13;
/** Behind the count of the page. */
export const firstEntry = 2;
export const entriesPerPage = Math.floor((contentBytes - firstEntry) / entryBytes);
/** Values of more rows tell nobody apart: only how many rows they have is kept. */
export const mostRows = 1024;
/** Set in the column of an entry whose row is the count of rows. */
export const common = 0x80;

/** In which rows a value is. */
export interface Posting {
  /** Columns that have the value, each once. */
  readonly columns: readonly number[];
  /** For each of these how many rows have it. */
  readonly counts: readonly number[];
  /** Rows, and the column of each; none of values that are too common. */
  readonly rows: readonly number[];
  readonly of: readonly number[];
}

/** Finds the rows of a hash: the directory holds the first hash of each page. */
export class Postings {
  readonly #pages: Pages;
  readonly #first: number;
  readonly #directory: Uint32Array;

  constructor(pages: Pages, first: number, directory: Uint32Array) {
    this.#pages = pages;
    this.#first = first;
    this.#directory = directory;
  }

  find(high: number, low: number): Posting | undefined {
    const columns: number[] = [];
    const counts: number[] = [];
    const rows: number[] = [];
    const of: number[] = [];
    for (let page = this.#pageBefore(high); page < this.#directory.length; page += 1) {
      if ((this.#directory[page] ?? 0) > high) break;
      const content = this.#pages.page(this.#first + page);
      const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
      const count = view.getUint16(0);
      for (let entry = lowerBound(view, count, high, low); entry < count; entry += 1) {
        const at = firstEntry + entry * entryBytes;
        if (view.getUint32(at) !== high || view.getUint32(at + 4) !== low) break;
        const column = view.getUint8(at + 8);
        const row = view.getUint32(at + 9);
        const own = columns.indexOf(column & ~common);
        if (own === -1) {
          columns.push(column & ~common);
          counts.push(column >= common ? row : 1);
        } else counts[own] = (counts[own] ?? 0) + 1;
        if (column < common) {
          rows.push(row);
          of.push(column);
        }
      }
    }
    return columns.length === 0 ? undefined : { columns, counts, rows, of };
  }

  /** The last page whose first hash is below. */
  #pageBefore(high: number): number {
    let from = 0;
    let to = this.#directory.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#directory[middle] ?? 0) < high) from = middle + 1;
      else to = middle;
    }
    return Math.max(0, from - 1);
  }
}

function lowerBound(view: DataView, count: number, high: number, low: number): number {
  let from = 0;
  let to = count;
  while (from < to) {
    const middle = (from + to) >> 1;
    const at = firstEntry + middle * entryBytes;
    const there = view.getUint32(at);
    if (there < high || (there === high && view.getUint32(at + 4) < low)) from = middle + 1;
    else to = middle;
  }
  return from;
}
