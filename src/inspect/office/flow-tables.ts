import type { CellDraft } from '../blocks/block-writer.ts';
import { Gathered } from './paragraph.ts';

/** Hands out numbers for tables, unique in a file. */
export interface TableIds {
  next(): number;
}

export function tableIds(): TableIds {
  let last = 0;
  return { next: () => ++last };
}

/** A row that has come to its end. */
interface FlowRow {
  readonly table: number;
  readonly row: number;
  readonly drafts: readonly CellDraft[];
  readonly cells: readonly Gathered[];
}

interface OpenTable {
  readonly id: number;
  row: number;
  column: number;
  cells: { readonly gathered: Gathered; readonly column: number }[];
}

/** The tables of a text that are open, one inside a cell of the other, and what their cells gather. */
export class FlowTables {
  readonly #ids: TableIds;
  readonly #tables: OpenTable[] = [];
  readonly #cells: Gathered[] = [];

  constructor(ids: TableIds) {
    this.#ids = ids;
  }

  /** The innermost cell that is open. */
  get cell(): Gathered | undefined {
    return this.#cells.at(-1);
  }

  open(): void {
    this.#tables.push({ id: this.#ids.next(), row: 0, column: 0, cells: [] });
  }

  close(): void {
    this.#tables.pop();
  }

  openRow(): void {
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    table.row++;
    table.column = 0;
    table.cells = [];
  }

  /** DrawingML writes the cells that another one covers as well: they count by themselves. */
  openCell(): void {
    const cell = new Gathered();
    this.#cells.push(cell);
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    table.cells.push({ gathered: cell, column: table.column });
    table.column++;
  }

  closeCell(): void {
    this.#cells.pop();
  }

  /** The cell just opened covers `span` columns, and WordprocessingML writes none of those that it covers. */
  widen(span: string | undefined): void {
    const table = this.#tables.at(-1);
    if (table !== undefined) table.column += Math.max(0, Math.min(Number(span) || 1, 1000) - 1);
  }

  closeRow(): FlowRow | undefined {
    const table = this.#tables.at(-1);
    if (table === undefined) return undefined;
    const { id, row, cells } = table;
    table.cells = [];
    const drafts = cells.flatMap(({ gathered, column }) => draft(gathered, column) ?? []);
    return { table: id, row, drafts, cells: cells.map(({ gathered }) => gathered) };
  }
}

function draft(gathered: Gathered, column: number): CellDraft | undefined {
  const [span] = gathered.spans;
  const whole = span !== undefined && span.start === 0 && span.end === gathered.shown.length;
  const label = whole ? { label: span.label } : {};
  if (gathered.shown !== '') return { text: gathered.shown, column, ...label };
  if (gathered.hidden !== '') return { text: gathered.hidden, column, where: { part: 'hidden text' } };
  if (gathered.deleted !== '') return { text: gathered.deleted, column, where: { part: 'deleted text' } };
  return undefined;
}
