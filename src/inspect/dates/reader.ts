import type { Block, Cell, FileDates, Row } from '../contract.ts';
import { owned } from '../owned.ts';
import type { Columns } from '../recognise/tables.ts';
import type { Placer } from '../recognise/place.ts';
import type { ColumnProfile } from '../tables/profile.ts';
import { ColumnDates, type SeenDay } from './column-dates.ts';
import type { DateBook, DateLabel } from './label-book.ts';
import { readLines } from './lines.ts';
import { readMailHeader } from './mail-header.ts';
import type { Span } from './span.ts';
import { sumUp } from './sum-up.ts';
import { readDay } from './written-day.ts';

/** Columns and fields of one file whose dates are kept. */
const mostColumns = 1024;

/** What a block's dates are placed by. */
export interface Placing {
  /** Whether what begins at the offset is to be told by whoever reads this part of the file. */
  isOurs(at: number): boolean;
  /** A placer of the block; offsets must come in rising order. */
  place(): Placer;
  /** What to add to line numbers. */
  readonly lines: number;
}

/** A column of a row that holds dates, by its place among the cells. */
interface Wanted {
  readonly index: number;
  readonly dates: ColumnDates;
}

/** Takes the blocks of one file in order, and says at its end which dates of events and documents are in it. */
export class FileDatesReader {
  readonly #book: DateBook;
  readonly #span: Span;
  readonly #columns = new Map<string, ColumnDates>();
  /** Which cells of rows of one shape are asked; whoever made the columns keeps them for as long as they are used. */
  readonly #wanted = new WeakMap<Columns, readonly Wanted[]>();
  /** Where values of fields begin that were read in the block, if its rows are those of labels. */
  readonly #read = new Set<number>();
  #last: Columns | undefined;
  #lastWanted: readonly Wanted[] = [];

  constructor(book: DateBook, span: Span) {
    this.#book = book;
    this.#span = span;
  }

  /** `rows` are the block's own, or those that its labels gave; `columns` says what their cells mean. */
  read(block: Block, rows: readonly Row[], columns: readonly (Columns | undefined)[], placing: Placing): void {
    const at = placesIn(block, placing);
    this.#read.clear();
    if (block.where.part === 'header' && readMailHeader(block.text, this.#kept('mail', 'mail', sent), at)) return;
    for (let index = 0; index < rows.length; index++) {
      const own = columns[index];
      if (own === undefined) continue;
      const row = rows[index] as Row;
      if (own.vertical) this.#upright(block, row, own, at);
      else {
        const wanted = own === this.#last ? this.#lastWanted : this.#wantedOf(block, own);
        if (wanted.length > 0) this.#row(block, row, wanted, at);
      }
    }
    if (block.rows !== undefined) return;
    // What a label has told already is no stamp of a line beside it.
    readLines(block.text, this.#kept('line', 'line', logged), at, this.#read);
  }

  /** Of a structure of the format, which stands in no text. */
  stamped(what: 'created' | 'changed', at: string): void {
    const stated = readDay(at);
    const dates = this.#kept(`stamped ${what}`, 'property', { role: 'happened', said: what });
    if (stated !== undefined) dates.stated(stated, () => ({ span: { start: 0, end: 0 }, where: {} }));
  }

  /** Undefined where the file has none. */
  result(): FileDates | undefined {
    return sumUp([...this.#columns.values()]);
  }

  #wantedOf(block: Block, columns: Columns): readonly Wanted[] {
    let wanted = this.#wanted.get(columns);
    if (wanted === undefined) {
      wanted = columns.list.flatMap((column, index) => {
        const dates = this.#dates(block, column, index);
        return dates === undefined ? [] : [{ index, dates }];
      });
      this.#wanted.set(columns, wanted);
    }
    this.#last = columns;
    this.#lastWanted = wanted;
    return wanted;
  }

  #row(block: Block, row: Row, wanted: readonly Wanted[], at: Places): void {
    for (const { index, dates } of wanted) {
      if (dates.isOff) continue;
      const cell = cellAt(row, index);
      if (cell !== undefined && cell.end > cell.start) this.#cell(block, row, cell, dates, at);
    }
  }

  /** A row of an upright table: its label stands in the first cell, and each further one is a value. */
  #upright(block: Block, row: Row, columns: Columns, at: Places): void {
    const [first, ...rest] = row.cells;
    const column = first && columns.of(first, 0);
    const dates = column && this.#dates(block, column, -1);
    if (dates === undefined) return;
    for (const cell of rest) if (!dates.isOff) this.#cell(block, row, cell, dates, at);
  }

  #cell(block: Block, row: Row, cell: Cell, dates: ColumnDates, at: Places): void {
    if (!at.isOurs(cell.start)) return;
    if (block.rows === undefined) this.#read.add(cell.start);
    const place = (): SeenDay['at'] => at.of(cell.start, cell.end, { ...row.where, ...cell.where });
    if (cell.value === undefined) dates.value(block.text, cell.start, cell.end, place);
    else dates.value(cell.value, 0, cell.value.length, place);
  }

  /** Undefined for a column of something else. */
  #dates(block: Block, column: ColumnProfile, index: number): ColumnDates | undefined {
    if (column.concept !== undefined && column.concept !== 'other') return undefined;
    const label = this.#book.classify(column.header);
    if (label.role === 'never') return undefined;
    const by = block.where.part === 'properties' ? 'property' : block.table === undefined ? 'field' : 'column';
    const key = block.table === undefined || index < 0 ? `${by} ${column.header}` : `${block.table} ${index}`;
    return this.#kept(key, by, label, column.dateOrder);
  }

  #kept(key: string, by: ColumnDates['by'], label: DateLabel, order?: ColumnProfile['dateOrder']): ColumnDates {
    const known = this.#columns.get(key);
    if (known !== undefined) return known;
    const made = new ColumnDates(by, label, this.#span, order);
    // Hostile files have as many labels as they like: what is beyond is read and forgotten.
    if (this.#columns.size < mostColumns) this.#columns.set(owned(key), made);
    return made;
  }
}

const sent: DateLabel = { role: 'happened', said: 'date' };
const logged: DateLabel = { role: 'happened' };

/** Usually the cell at the index; rows with gaps name their columns. */
function cellAt(row: Row, index: number): Cell | undefined {
  const cell = row.cells[index];
  if (cell !== undefined && (cell.column === undefined || cell.column === index)) return cell;
  return row.cells.find(({ column }) => column === index);
}

/** Tells places of one block; made where the first is asked for, since most blocks bring no new day. */
export interface Places {
  isOurs(at: number): boolean;
  of(from: number, to: number, part?: Block['where']): SeenDay['at'];
}

function placesIn(block: Block, { isOurs, place, lines }: Placing): Places {
  let placer: Placer | undefined;
  let reached = 0;
  return {
    isOurs,
    of(from, to, part) {
      // A placer goes forward alone. Fields, lines and requests of a block are read one after the other, each from its start.
      if (placer === undefined || from < reached) placer = place();
      reached = to;
      const span = { start: placer.byteAt(from), end: placer.byteAt(to) };
      return { span, where: { ...block.where, ...part, ...placer.lineAt(from, lines) } };
    },
  };
}
