import type { Where } from '../contract.ts';
import type { BlockWriter } from '../blocks/block-writer.ts';
import type { Column, TableRow } from './layout.ts';

/** Points by which the columns of a table that goes on may be off. */
const tolerance = 4;

/** Writes tables; one that goes on at the top of the next page keeps its number, so that its header counts there too. */
export class TableWriter {
  readonly #writer: BlockWriter;
  #id = 0;
  #row = 0;
  #last: { readonly columns: readonly Column[]; readonly page: number } | undefined;

  constructor(writer: BlockWriter) {
    this.#writer = writer;
  }

  write(columns: readonly Column[], rows: readonly TableRow[], where: Where): void {
    const page = where.page ?? 0;
    if (!this.#goesOn(columns, page)) {
      this.#id++;
      this.#row = 0;
    }
    this.#last = { columns, page };
    this.#writer.place(where, this.#id);
    for (const row of rows) {
      this.#row++;
      this.#writer.row(row, { row: this.#row });
    }
  }

  #goesOn(columns: readonly Column[], page: number): boolean {
    const last = this.#last;
    if (last === undefined || last.page !== page - 1 || last.columns.length !== columns.length) return false;
    return columns.every((column, at) => {
      const other = last.columns[at];
      if (other === undefined) return false;
      return Math.abs(column.left - other.left) <= tolerance || Math.abs(column.right - other.right) <= tolerance;
    });
  }
}
