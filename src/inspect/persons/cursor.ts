import type { Sorter } from '../contract.ts';

/**
 * Goes through the rows of a sorter: `while (cursor.step() || (await cursor.load()))`, then a row is in `bytes` at `at`.
 * A generator of rows costs a promise for each of millions of rows, four times as much as what is done with them.
 */
export class Cursor {
  bytes: Uint8Array = new Uint8Array();
  at = 0;
  readonly #batches: AsyncIterator<Uint8Array>;
  readonly #width: number;

  constructor(sorter: Pick<Sorter, 'sorted'>, width: number) {
    this.#batches = sorter.sorted()[Symbol.asyncIterator]();
    this.#width = width;
  }

  /** On to the next row; false when the batch at hand is used up. */
  step(): boolean {
    this.at += this.#width;
    return this.at < this.bytes.length;
  }

  /** On to the first row of the next batch; false when there is none. */
  async load(): Promise<boolean> {
    const { value, done } = await this.#batches.next();
    this.at = 0;
    this.bytes = done === true ? new Uint8Array() : value;
    return this.bytes.length > 0;
  }
}
