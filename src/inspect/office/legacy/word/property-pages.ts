import { fail } from '#platform/errors';
import type { RandomInput } from '../../../bytes/random-input.ts';
import { type Marks, readMarks } from './marks.ts';

const pageBytes = 512;

/** How the lists of properties lie in a page: those of characters and those of paragraphs differ. */
export type ListOf = (page: Buffer, runs: number, run: number) => Buffer | undefined;

/** Marks that hold from some byte of the document's stream up to `end`. */
export interface MarkedRun {
  readonly end: number;
  readonly marks: Marks;
}

const none: Marks = {};

interface Page {
  readonly starts: readonly number[];
  readonly marks: readonly Marks[];
}

/**
 * Properties by where text lies ([MS-DOC] 2.8.5, 2.8.6): a table of pages, each with runs. One page is held at a time,
 * since text comes in order. What no page covers has no properties.
 */
export class PropertyPages {
  readonly #stream: RandomInput;
  readonly #starts: readonly number[];
  readonly #pages: readonly number[];
  readonly #listOf: ListOf;
  #held: { readonly index: number; readonly page: Page } | undefined;

  constructor(stream: RandomInput, table: Buffer, listOf: ListOf) {
    const count = Math.max(0, Math.floor((table.length - 4) / 8));
    this.#stream = stream;
    this.#listOf = listOf;
    this.#starts = Array.from({ length: count === 0 ? 0 : count + 1 }, (_, at) => table.readUInt32LE(at * 4));
    this.#pages = Array.from({ length: count }, (_, at) => table.readUInt32LE((count + 1 + at) * 4) & 0x3fffff);
  }

  async at(offset: number): Promise<MarkedRun> {
    const index = lastUpTo(this.#starts, offset);
    const next = this.#starts[index + 1];
    if (index < 0 || next === undefined) return { end: this.#starts[index + 1] ?? Infinity, marks: none };
    if (this.#held?.index !== index) this.#held = { index, page: await this.#read(index) };
    const { starts, marks } = this.#held.page;
    const run = lastUpTo(starts, offset);
    const end = Math.min(starts[run + 1] ?? next, next);
    return { end: end > offset ? end : next, marks: marks[run] ?? none };
  }

  async #read(index: number): Promise<Page> {
    const page = Buffer.from(await this.#stream.read((this.#pages[index] ?? 0) * pageBytes, pageBytes));
    if (page.length < pageBytes) fail('damaged', 'properties of text');
    const runs = page.readUInt8(pageBytes - 1);
    if ((runs + 1) * 4 > pageBytes) fail('damaged', 'properties of text');
    const starts = Array.from({ length: runs + 1 }, (_, at) => page.readUInt32LE(at * 4));
    const marks = Array.from({ length: runs }, (_, run) => {
      const list = this.#listOf(page, runs, run);
      return list === undefined ? none : readMarks(list);
    });
    return { starts, marks };
  }
}

/** Index of the last of these ascending numbers that is not above `value`; -1 where all are. */
function lastUpTo(numbers: readonly number[], value: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export const listOfCharacters: ListOf = (page, runs, run) => {
  const at = (page[(runs + 1) * 4 + run] ?? 0) * 2;
  return at === 0 ? undefined : page.subarray(at + 1, at + 1 + (page[at] ?? 0));
};

/** Thirteen bytes for each run; the list begins behind the number of the style. */
export const listOfParagraphs: ListOf = (page, runs, run) => {
  const at = (page[(runs + 1) * 4 + run * 13] ?? 0) * 2;
  if (at === 0 || at + 2 > pageBytes) return undefined;
  const words = page[at] ?? 0;
  const from = words === 0 ? at + 2 : at + 1;
  const length = words === 0 ? (page[at + 1] ?? 0) * 2 : words * 2 - 1;
  return page.subarray(from + 2, Math.min(from + length, pageBytes - 1));
};
