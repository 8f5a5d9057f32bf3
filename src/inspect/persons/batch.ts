import { fail } from '#platform/errors';
import type { Sorter } from '../contract.ts';
import { head } from './layout.ts';

/** Gathers fixed-width rows for a sorter: `room` gives the offset of a fresh row, `full` says when to `flush`. */
export class Rows {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly #sorter: Sorter;
  #used = 0;

  constructor(sorter: Sorter, width: number, rows = 4096) {
    this.#sorter = sorter;
    this.width = width;
    this.bytes = new Uint8Array(rows * width);
  }

  /** Offset of a row to be filled whole. There must be room: see `full`. */
  room(): number {
    const at = this.#used;
    this.#used += this.width;
    // What is written beyond an array of bytes is gone without a word: better no count than a wrong one.
    if (this.#used > this.bytes.length) fail('internal', 'rows of persons');
    return at;
  }

  /** True when fewer than `spare` rows are free. */
  full(spare = 64): boolean {
    return this.#used > this.bytes.length - spare * this.width;
  }

  async flush(): Promise<void> {
    if (this.#used > 0) await this.#sorter.push(this.bytes.subarray(0, this.#used));
    this.#used = 0;
  }
}

/** The encoded records of a log, each whole, with their numbers from 0. Valid until the next is taken. */
export async function* recordsOf(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly bytes: Uint8Array; readonly starts: readonly number[]; readonly first: number }> {
  let held = new Uint8Array(0);
  /** Bytes at the beginning of `held` that are the first part of a record. */
  let rest = 0;
  let first = 0;
  for await (const piece of pieces) {
    const length = rest + piece.length;
    if (length > held.length) {
      const grown = new Uint8Array(length);
      grown.set(held.subarray(0, rest));
      held = grown;
    }
    held.set(piece, rest);
    const bytes = held.subarray(0, length);
    const starts: number[] = [];
    let at = 0;
    for (;;) {
      const own = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
      if (at + 2 > bytes.length) break;
      // A log that lost its alignment would otherwise be read as one endless record: better no count than a wrong one.
      if (own < head.bytes) fail('internal', 'person records');
      if (at + own > bytes.length) break;
      starts.push(at);
      at += own;
    }
    if (starts.length > 0) yield { bytes, starts, first };
    first += starts.length;
    held.copyWithin(0, at, length);
    rest = length - at;
  }
}
