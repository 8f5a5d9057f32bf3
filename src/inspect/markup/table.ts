import { Spans } from './spans.ts';
import type { Writer } from './writer.ts';

/** A cell longer than this is prose in a table that is there for the layout. */
const longestCell = 2000;
/** HTML bounds both spans; so much is believed. */
const widest = 1000;

interface Found {
  readonly start: number;
  readonly end: number;
  readonly column: number;
  readonly span: number;
  readonly head: boolean;
  /** The beginning of the text, as a label; few cells are asked. */
  readonly label: () => string;
}

/**
 * Makes records of the rows of one HTML table while its text is written. Labels are the cells of header rows, the
 * header cell in front of a row, or a first row that holds nothing but words. Layout tables give no records.
 */
export class Table {
  readonly #writer: Writer;
  readonly #id: number;
  readonly #labels: (string | undefined)[] = [];
  /** How many more rows a cell from above takes in each column. */
  readonly #taken: number[] = [];
  #row: Found[] | undefined;
  #epoch = 0;
  #rows = 0;
  #column = 0;
  #layout = false;
  #cell: { start: number; head: boolean; span: number } | undefined;
  /** Fields of a table that has its labels in front: one record over several rows. */
  readonly #fields: Spans;

  constructor(writer: Writer, id: number) {
    this.#writer = writer;
    this.#id = id;
    this.#fields = new Spans(writer);
  }

  openRow(): void {
    this.closeRow();
    this.#writer.endLine();
    this.#writer.hold();
    this.#row = [];
    this.#epoch = this.#writer.epoch;
    this.#column = 0;
    this.#layout = false;
    for (let column = 0; column < this.#taken.length; column += 1) {
      this.#taken[column] = Math.max(0, (this.#taken[column] as number) - 1);
    }
  }

  openCell(head: boolean, colspan: string | undefined, rowspan: string | undefined): void {
    if (this.#row === undefined) this.openRow();
    this.closeCell();
    while ((this.#taken[this.#column] ?? 0) > 0) this.#column += 1;
    const span = spanOf(colspan);
    const down = spanOf(rowspan);
    for (let column = this.#column; column < this.#column + span; column += 1) {
      while (this.#taken.length < column) this.#taken.push(0);
      this.#taken[column] = down > 1 ? down : 0;
    }
    if (!this.#writer.atLineStart) this.#writer.tab();
    this.#cell = { start: this.#writer.at, head, span };
  }

  /** `label` tells what the cell says, or its beginning. */
  closeCell(label: () => string = () => ''): void {
    const cell = this.#cell;
    if (cell === undefined || this.#row === undefined) return;
    this.#cell = undefined;
    const end = Math.max(cell.start, this.#writer.contentEnd);
    if (end - cell.start > longestCell) this.#layout = true;
    if (end > cell.start) this.#row.push({ ...cell, end, column: this.#column, label });
    this.#column += cell.span;
  }

  closeRow(): void {
    const row = this.#row;
    if (row === undefined) return;
    this.closeCell();
    this.#row = undefined;
    // Before the line ends, while what the cells point to is held.
    if (!this.#layout && this.#epoch === this.#writer.epoch && row.length > 0) this.#record(row);
    else this.#fields.commit();
    this.#writer.release();
    this.#writer.endLine();
  }

  /** Something with records of its own begins inside: the row around it is layout. */
  interrupt(): void {
    this.#layout = true;
    this.#fields.commit();
  }

  close(): void {
    this.closeRow();
    this.#fields.commit();
  }

  #record(row: readonly Found[]): void {
    const first = row[0] as Found;
    const rest = row.slice(1);
    this.#rows += 1;
    if (row.every((cell) => cell.head) && (row.length > 1 || this.#labels.length === 0)) {
      for (const cell of row) this.#labels.fill(cell.label(), this.#widen(cell), cell.column + cell.span);
      return this.#fields.commit();
    }
    if (
      rest.length > 0 &&
      this.#labels.length === 0 &&
      (first.head || (row.length === 2 && first.label().endsWith(':')))
    ) {
      const label = first.label().replace(/\s*:$/, '');
      for (const { start, end } of rest) this.#fields.add(start, end, label, this.#writer.epoch);
      return;
    }
    this.#fields.commit();
    if (this.#rows === 1 && row.length > 1 && row.every((cell) => isWord(cell.label()))) {
      for (const cell of row) this.#labels.fill(cell.label(), this.#widen(cell), cell.column + cell.span);
      return;
    }
    if (row.length === 1 && this.#labels.length === 0) return;
    this.#writer.row(
      row.map(({ start, end, column }) => ({ start, end, column, ...labelled(this.#labels[column]) })),
      this.#id,
    );
  }

  #widen(cell: Found): number {
    while (this.#labels.length < cell.column + cell.span) this.#labels.push(undefined);
    return cell.column;
  }
}

const spanOf = (stated: string | undefined): number =>
  Math.min(widest, Math.max(1, Number.parseInt(stated ?? '1', 10) || 1));

const labelled = (label: string | undefined): { label?: string } =>
  label === undefined || label === '' ? {} : { label };

/** What may be a column header in a table without header cells: short, without digits, and no address. */
const isWord = (text: string): boolean => text.length > 0 && text.length <= 40 && !/[\d@]/.test(text);
