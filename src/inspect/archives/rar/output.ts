import { fail } from '#platform/errors';
import { type Filter, undo } from './filters.ts';

const mostFilters = 8192;

/** What comes out of one file, with filters undone where all they cover is there. */
export class FilteredOutput {
  readonly #version: 4 | 5;
  readonly #filters: Filter[] = [];
  #parts: Buffer[] = [];
  #held = 0;
  /** Bytes handed out so far. */
  #start = 0;

  constructor(version: 4 | 5) {
    this.#version = version;
  }

  /** Where the first filter stands that may be put on now. */
  add(filter: Filter): void {
    const last = this.#filters.at(-1);
    const isSame = last !== undefined && last.start === filter.start && last.length === filter.length;
    if (filter.start < this.#start || (last !== undefined && filter.start < last.start + last.length && !isSame)) {
      fail('damaged', 'filter');
    }
    if (this.#filters.length >= mostFilters) fail('damaged', 'filters');
    this.#filters.push(filter);
  }

  push(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#parts.push(bytes);
    this.#held += bytes.length;
  }

  /** What is ready; all there is where nothing `follows`. */
  *ready(follows: boolean): Generator<Buffer> {
    for (let [first] = this.#filters; this.#held > 0; [first] = this.#filters) {
      if (first === undefined) {
        for (const part of this.#parts) yield part;
        this.#start += this.#held;
        this.#parts = [];
        this.#held = 0;
        return;
      }
      const before = first.start - this.#start;
      if (before > 0) {
        yield this.#take(Math.min(before, this.#held));
        continue;
      }
      if (this.#held < first.length) {
        if (follows) return;
        fail('damaged', 'filter');
      }
      let bytes = this.#take(first.length);
      while (this.#filters[0]?.start === first.start)
        bytes = undo(bytes, this.#filters.shift() as Filter, this.#version);
      yield bytes;
    }
  }

  #take(length: number): Buffer {
    const all = this.#parts.length === 1 ? (this.#parts[0] as Buffer) : Buffer.concat(this.#parts);
    const rest = all.subarray(length);
    this.#parts = rest.length > 0 ? [rest] : [];
    this.#held = rest.length;
    this.#start += length;
    return all.subarray(0, length);
  }
}
