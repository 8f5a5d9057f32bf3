import type { Block, Cell, Concept, Row } from '../contract.ts';
import type { LabelBook } from '../labels/classify.ts';
import type { DateOrder } from '../tables/dates.ts';
import { type ColumnProfile, profileColumns, profileLabelled } from '../tables/profile.ts';

/** What the cells of rows of one shape mean. */
export interface Columns {
  /** Labels stand in the first column, and each further column is a record. */
  readonly vertical: boolean;
  /** All of them in order; none of a vertical table. */
  readonly list: readonly ColumnProfile[];
  /** The column of a cell, which is the `index`th of its row; of a vertical table, asked for a row's first cell. */
  of(cell: Cell, index: number): ColumnProfile | undefined;
}

interface Table {
  readonly columns: Columns;
  /** Its headers as written; none where it has none. */
  readonly header: readonly string[];
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
  private readonly tables = new Map<number, Table>();
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
    if (known === undefined) return this.table(block.table, block.text, rows);
    return rows.map((row) => (repeats(known.header, block.text, row) ? undefined : known.columns));
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
    const vertical = orientation === 'vertical';
    const ordered = this.withOrder(profiled);
    const columns = vertical ? ordered : ordered.map(certain);
    const byRow = new Map(vertical ? rows.map((row, index) => [row.cells[0]?.start, columns[index]]) : []);
    const learned: Columns = {
      vertical,
      list: vertical ? [] : columns,
      of: vertical ? (cell) => byRow.get(cell.start) : (cell, index) => columns[cell.column ?? index],
    };
    const header = headerRow === undefined ? [] : (rows[headerRow]?.cells ?? []).map((cell) => valueOf(text, cell));
    if (!vertical) this.tables.set(table, { columns: learned, header });
    const above = headerRow ?? -1;
    return rows.map((row, index) => (index <= above || repeats(header, text, row) ? undefined : learned));
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
    const columns = this.withOrder(profileLabelled(labels, values, this.book).columns).map(certain);
    return { vertical: false, list: columns, of: (_, index) => columns[index] };
  }
}

/** Whether the row is the header again, as at the top of each page of a document. Few rows get beyond their first cell. */
function repeats(header: readonly string[], text: string, row: Row): boolean {
  const [first] = row.cells;
  const [title] = header;
  if (first === undefined || title === undefined || row.cells.length !== header.length) return false;
  if (first.value === undefined && !text.startsWith(title, first.start)) return false;
  return row.cells.every((cell, index) => valueOf(text, cell) === header[index]);
}

function isUnlabelled(cell: Cell): boolean {
  return cell.label === undefined;
}

/** What is too unsure to be believed leaves the header as it is written: its words still count as words near by. */
function certain(column: ColumnProfile): ColumnProfile {
  return column.certainty < fewestCertain ? { ...column, concept: undefined } : column;
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

/** Whether a concept opens a new record when it comes again in a stack of records. */
export function beginsRecord(concept: Concept): boolean {
  return concept === 'person-name' || concept === 'given-name' || concept === 'family-name' || concept === 'local-id';
}
