import type { Cell } from '../contract.ts';
import type { Writer } from './writer.ts';

interface Field {
  readonly label: string;
  readonly value: string;
}

/** Records with more fields are handed out in parts. */
const mostFields = 500;
/** Text of one record; longer values are written but not kept together. */
const longestRecord = 64 * 1024;

/** Collects the labelled fields of one record and writes them as lines `label: value`. */
export class Fields {
  readonly #writer: Writer;
  #fields: Field[] = [];
  #length = 0;

  constructor(writer: Writer) {
    this.#writer = writer;
  }

  add(label: string, value: string): void {
    if (value.trim() === '') return;
    if (this.#fields.length >= mostFields || this.#length + value.length > longestRecord) this.write();
    this.#fields.push({ label: label.trim().replace(/\s*:$/, ''), value: value.trim() });
    this.#length += value.length;
  }

  write(): void {
    const fields = this.#fields;
    if (fields.length === 0) return;
    this.#fields = [];
    this.#length = 0;
    const writer = this.#writer;
    writer.endLine();
    writer.hold();
    const { epoch } = writer;
    const cells: Cell[] = [];
    for (const { label, value } of fields) {
      if (label !== '') writer.verbatim(`${label}: `);
      const start = writer.at;
      writer.verbatim(value);
      cells.push({ start, end: writer.at, ...(label === '' ? {} : { label }) });
      writer.endLine();
    }
    writer.release();
    if (epoch === writer.epoch) writer.row(cells, undefined);
  }
}
