import type { BlockWriter, CellDraft } from '../../blocks/block-writer.ts';
import type { Where } from '../../contract.ts';
import { columnName } from '../cell-reference.ts';
import type { TableIds } from '../flow-tables.ts';
import { Gathered } from '../paragraph.ts';
import { type Attributes, attribute } from '../xml.ts';
import { cellValue } from './cell-value.ts';

const maxColumns = 16_384;
const maxRows = 1 << 20;
const maxHiddenRanges = 16_384;

interface OpenCell {
  readonly attributes: Attributes;
  readonly gathered: Gathered;
  readonly column: number;
  readonly repeated: number;
}

interface OpenTable {
  readonly id: number;
  readonly where: Where;
  readonly isSheet: boolean;
  readonly hidden: { readonly from: number; readonly to: number }[];
  columns: number;
  row: number;
  rows: number;
  rowHidden: boolean;
  column: number;
  cells: OpenCell[];
}

/** The tables and sheets that are open, one inside a cell of the other (ODF 1.3 part 3, 9). */
export class Tables {
  readonly #writer: BlockWriter;
  readonly #ids: TableIds;
  readonly #tables: OpenTable[] = [];

  constructor(writer: BlockWriter, ids: TableIds) {
    this.#writer = writer;
    this.#ids = ids;
  }

  /** Where the cell that is open is in its sheet; nothing in tables of a text. */
  get place(): Where {
    const table = this.#tables.at(-1);
    const cell = table?.cells.at(-1);
    return table === undefined || !table.isSheet || cell === undefined
      ? {}
      : { cell: reference(cell.column, table.row) };
  }

  open(where: Where, isSheet: boolean): void {
    const id = this.#ids.next();
    const beginning = { columns: 0, row: 0, rows: 0, rowHidden: false, column: 0, cells: [] };
    this.#tables.push({ id, where, isSheet, hidden: [], ...beginning });
  }

  close(): void {
    this.#tables.pop();
  }

  column(attributes: Attributes): void {
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    const count = countOf(attributes, 'number-columns-repeated', maxColumns);
    if (isHidden(attributes) && table.hidden.length < maxHiddenRanges) {
      table.hidden.push({ from: table.columns, to: table.columns + count });
    }
    table.columns += count;
  }

  openRow(attributes: Attributes): void {
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    table.row += table.rows === 0 ? 1 : table.rows;
    table.rows = countOf(attributes, 'number-rows-repeated', maxRows);
    table.rowHidden = isHidden(attributes);
    table.column = 0;
    table.cells = [];
  }

  /** What the cell says is to be added to what is returned; undefined outside of a row. */
  openCell(attributes: Attributes): Gathered | undefined {
    const table = this.#tables.at(-1);
    if (table === undefined || table.rows === 0) return undefined;
    // Beyond the last column of any program nothing is repeated: a row of such cells would fill the memory.
    const most = Math.max(1, maxColumns - table.column);
    const repeated = countOf(attributes, 'number-columns-repeated', most);
    const gathered = new Gathered();
    table.cells.push({ attributes, gathered, column: table.column, repeated });
    table.column += repeated;
    return gathered;
  }

  /** Writes the row; returns what was hidden or deleted in cells that show something else. */
  closeRow(): { readonly where: Where; readonly cells: readonly Gathered[] } | undefined {
    const table = this.#tables.at(-1);
    if (table === undefined) return undefined;
    const filled = table.cells.flatMap((cell) => {
      const text = textOf(cell);
      return text === undefined ? [] : [{ ...cell, ...text }];
    });
    const cells = table.cells.map(({ gathered }) => gathered).filter(({ shown }) => shown !== '');
    table.cells = [];
    for (let row = table.row; filled.length > 0 && row < table.row + table.rows; row++) {
      const drafts = filled.flatMap(({ text, part, column, repeated }) =>
        Array.from({ length: repeated }, (_, at) => draft(table, text, part, column + at, row)),
      );
      this.#writer.place(table.where, table.id);
      this.#writer.row(drafts, { row, ...(table.rowHidden ? { part: under(table.where, 'hidden row') } : {}) });
    }
    return { where: table.where, cells };
  }
}

function textOf({ attributes, gathered }: OpenCell): { text: string; part?: string } | undefined {
  const text = cellValue(attributes, gathered.shown);
  if (text !== '') return { text };
  if (gathered.hidden !== '') return { text: gathered.hidden, part: 'hidden text' };
  return gathered.deleted === '' ? undefined : { text: gathered.deleted, part: 'deleted text' };
}

function draft(table: OpenTable, text: string, part: string | undefined, column: number, row: number): CellDraft {
  const hidden = !table.rowHidden && table.hidden.some(({ from, to }) => column >= from && column < to);
  const own = part ?? (hidden ? 'hidden column' : undefined);
  const where = {
    ...(table.isSheet ? { cell: reference(column, row) } : {}),
    ...(own === undefined ? {} : { part: under(table.where, own) }),
  };
  return { text, column, ...(Object.keys(where).length === 0 ? {} : { where }) };
}

const reference = (column: number, row: number): string => columnName(column + 1) + String(row);

export function under({ part }: Where, own: string): string {
  return part === undefined ? own : `${part}, ${own}`;
}

const isHidden = (attributes: Attributes): boolean =>
  ['collapse', 'filter'].includes(attribute(attributes, 'visibility') ?? '');

function countOf(attributes: Attributes, name: string, most: number): number {
  const count = Number(attribute(attributes, name) ?? 1);
  return Number.isInteger(count) && count >= 1 ? Math.min(count, most) : 1;
}
