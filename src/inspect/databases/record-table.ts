import type { BlockWriter, CellDraft } from '../blocks/block-writer.ts';
import type { Where } from '../contract.ts';

/** Columns of one table that are told apart; what stands behind them has no name. */
const mostColumns = 32_767;

/**
 * A table of a database on its way out: its columns' names as a line, then its rows, each cell labelled with its column, so
 * that nothing has to guess which line the header is. Cells that are empty stay, since rows of one shape are read alike.
 */
export class RecordTable {
  readonly #writer: BlockWriter;
  readonly #where: Where;
  readonly #id: number;
  readonly #columns: { readonly label: string; readonly where: Where }[];
  #begun = false;

  /** `id` is unique in the file. */
  constructor(writer: BlockWriter, where: Where, id: number, names: readonly string[]) {
    this.#writer = writer;
    this.#where = where;
    this.#id = id;
    this.#columns = names
      .slice(0, mostColumns)
      .map((name, index) => ({ label: name, where: { column: index + 1, field: name } }));
  }

  /** One record, values in order of columns; `row` counts from 1 or is what the database calls it by. */
  row(values: readonly string[], row: Where): void {
    this.#writer.place(this.#where, this.#id);
    if (!this.#begun) this.#begin();
    const drafts: CellDraft[] = [];
    for (let column = 0; column < values.length; column += 1) {
      drafts.push({ text: values[column] ?? '', column, ...this.#column(column) });
    }
    this.#writer.row(drafts, row);
  }

  #begin(): void {
    this.#begun = true;
    this.#writer.line(this.#columns.map(({ label }) => label).join('\t'));
  }

  #column(index: number): { readonly label: string; readonly where: Where } {
    for (let next = this.#columns.length; next <= index; next += 1) {
      this.#columns.push({ label: `(column ${next + 1})`, where: { column: next + 1 } });
    }
    return this.#columns[index] as { label: string; where: Where };
  }
}
