import type { Block, Cell, Concept, Row } from '../contract.ts';
import type { LabelBook } from '../labels/classify.ts';
import type { DateOrder } from '../tables/dates.ts';
import { type ColumnProfile, profileColumns, profileLabelled } from '../tables/profile.ts';

/** What the cells of rows of one shape mean. */
export interface Columns {
  /** Labels stand in the first column, and each further column is a record. */
  readonly vertical: boolean;
  /** The column of a cell, which is the `index`th of its row; of a vertical table, asked for a row's first cell. */
  of(cell: Cell, index: number): ColumnProfile | undefined;
}

/** Below this a guess from the values alone says nothing. */
const fewestCertain = 0.35;
const sampledRows = 200;
const mostShapes = 4096;

/**
 * Learns what the columns of a file's tables mean, from the first block of each table and, for rows with labels of
 * their own (objects, labelled fields), from the first rows that have the same labels.
 */
export class Tables {
  private readonly book: LabelBook;
  private readonly tables = new Map<number, Columns>();
  private readonly shapes = new Map<string, Columns>();
  /** The order of day and month that some column of the file proved. */
  private order: DateOrder | undefined;

  constructor(book: LabelBook) {
    this.book = book;
  }

  /** The meaning of the rows of a block, one entry for each. */
  read(block: Block, rows: readonly Row[]): (Columns | undefined)[] {
    if (block.table === undefined || !rows.some((row) => row.cells.some(isUnlabelled)))
      return this.labelled(block.text, rows);
    const known = this.tables.get(block.table);
    return known === undefined ? this.table(block.table, block.text, rows) : rows.map(() => known);
  }

  /** The first block of a table. Its headers, and titles above them, are no data of any column. */
  private table(table: number, text: string, rows: readonly Row[]): (Columns | undefined)[] {
    if (this.tables.size >= mostShapes) this.tables.clear();
    const {
      orientation,
      headerRow,
      columns: profiled,
    } = profileColumns(
      rows.slice(0, sampledRows).map((row) => valuesOf(text, row)),
      this.book,
    );
    const columns = this.withOrder(profiled);
    const vertical = orientation === 'vertical';
    const byRow = new Map(vertical ? rows.map((row, index) => [row.cells[0]?.start, columns[index]]) : []);
    const learned: Columns = {
      vertical,
      of: vertical ? (cell) => byRow.get(cell.start) : (cell, index) => certain(columns[cell.column ?? index]),
    };
    if (!vertical) this.tables.set(table, learned);
    return rows.map((_, index) => (headerRow !== undefined && index <= headerRow ? undefined : learned));
  }

  private labelled(text: string, rows: readonly Row[]): (Columns | undefined)[] {
    const keys = rows.map(({ cells }) => cells.map((cell) => cell.label ?? '').join('\u0001'));
    const fresh = new Map<string, Row[]>();
    rows.forEach((row, index) => {
      const key = keys[index] ?? '';
      if (this.shapes.has(key)) return;
      const alike = fresh.get(key);
      if (alike === undefined) fresh.set(key, [row]);
      else if (alike.length < sampledRows) alike.push(row);
    });
    if (this.shapes.size + fresh.size > mostShapes) this.shapes.clear();
    for (const [key, alike] of fresh) this.shapes.set(key, this.learn(text, alike));
    return keys.map((key) => this.shapes.get(key));
  }

  /** Programs write all dates of a file in one order: columns that leave it open take it from those that prove it. */
  private withOrder(columns: readonly ColumnProfile[]): readonly ColumnProfile[] {
    const proven = columns.find(({ dateOrder }) => dateOrder === 'dmy' || dateOrder === 'mdy')?.dateOrder;
    this.order = proven ?? this.order;
    return columns.map((column) => ({ ...column, dateOrder: column.dateOrder ?? this.order }));
  }

  private learn(text: string, alike: readonly Row[]): Columns {
    const labels = (alike[0]?.cells ?? []).map((cell) => cell.label);
    const values = labels.map((_, index) => alike.map((row) => valueOf(text, row.cells[index])));
    const columns = this.withOrder(profileLabelled(labels, values, this.book).columns);
    return { vertical: false, of: (_, index) => certain(columns[index]) };
  }
}

function isUnlabelled(cell: Cell): boolean {
  return cell.label === undefined;
}

function certain(column: ColumnProfile | undefined): ColumnProfile | undefined {
  return column === undefined || column.certainty < fewestCertain ? undefined : column;
}

function valueOf(text: string, cell: Cell | undefined): string {
  return cell === undefined ? '' : (cell.value ?? text.slice(cell.start, cell.end));
}

/** Values by column; cells may be missing. */
function valuesOf(text: string, row: Row): string[] {
  const values: string[] = [];
  row.cells.forEach((cell, index) => {
    const column = cell.column ?? index;
    while (values.length < column) values.push('');
    values[column] = valueOf(text, cell);
  });
  return values;
}

/** Whose data a labelled value is, where it is not that of the record's own person. */
export function ownerOf(column: ColumnProfile | undefined): string | undefined {
  const { qualifier } = column ?? {};
  return qualifier !== undefined && others.has(qualifier) ? qualifier : undefined;
}

const others = new Set(['relative', 'staff', 'sender', 'recipient', 'organisation']);

/** Whether a concept opens a new record when it comes again in a stack of records. */
export function beginsRecord(concept: Concept): boolean {
  return concept === 'person-name' || concept === 'given-name' || concept === 'family-name' || concept === 'local-id';
}
