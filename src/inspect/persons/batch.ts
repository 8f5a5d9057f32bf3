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
  let rest = new Uint8Array(0);
  let first = 0;
  for await (const piece of pieces) {
    const bytes = new Uint8Array(rest.length + piece.length);
    bytes.set(rest);
    bytes.set(piece, rest.length);
    const starts: number[] = [];
    let at = 0;
    for (;;) {
      const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
      if (at + 2 > bytes.length) break;
      // A log that lost its alignment would otherwise be read as one endless record: better no count than a wrong one.
      if (length < head.bytes) fail('internal', 'person records');
      if (at + length > bytes.length) break;
      starts.push(at);
      at += length;
    }
    rest = bytes.slice(at);
    if (starts.length > 0) yield { bytes, starts, first };
    first += starts.length;
  }
}
