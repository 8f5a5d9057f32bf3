import type { Cell } from '../contract.ts';
import type { Writer } from './writer.ts';

/** One record whose fields are written one after the other, with other text between them. */
export class Spans {
  readonly #writer: Writer;
  #cells: Cell[] = [];
  #epoch = 0;

  constructor(writer: Writer) {
    this.#writer = writer;
  }

  /** A field over text that is written and still pending; `epoch` is the writer's when the field began. */
  add(start: number, end: number, label: string, epoch: number): void {
    if (epoch !== this.#writer.epoch || end <= start) return;
    if (this.#cells.length > 0 && this.#epoch !== epoch) this.#drop();
    if (this.#cells.length === 0) this.#writer.hold();
    this.#epoch = epoch;
    this.#cells.push({ start, end, ...(label === '' ? {} : { label }) });
  }

  /** The record is complete. */
  commit(): void {
    if (this.#cells.length === 0) return;
    const cells = this.#cells;
    this.#drop();
    if (this.#epoch === this.#writer.epoch) this.#writer.row(cells, undefined);
  }

  #drop(): void {
    this.#cells = [];
    this.#writer.release();
  }
}
