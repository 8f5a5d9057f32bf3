import type { BlockWriter, CellDraft } from '../blocks/block-writer.ts';
import type { Where } from '../contract.ts';
import type { TableIds } from '../office/flow-tables.ts';
import { Gathered, type Sight } from '../office/paragraph.ts';

/** Tables in tables; no program makes a tenth of it. */
const deepest = 32;

interface Level {
  table: number | undefined;
  row: number;
  cells: Gathered[];
  open: Gathered | undefined;
}

/** Paragraphs and tables of one part of a document. A table goes on until a paragraph stands outside of it. */
export class Flow {
  readonly where: Where;
  readonly #writer: BlockWriter;
  readonly #ids: TableIds;
  readonly #levels: Level[] = [];
  #paragraph = new Gathered();

  constructor(writer: BlockWriter, ids: TableIds, where: Where) {
    this.#writer = writer;
    this.#ids = ids;
    this.where = where;
  }

  add(text: string, sight: Sight): void {
    this.#paragraph.add(text, sight);
  }

  /** Ends a paragraph that stands in tables `depth` deep. */
  endParagraph(depth: number): void {
    const paragraph = this.#take();
    if (depth > 0) {
      const level = this.#level(depth);
      level.open ??= new Gathered();
      level.open.append(paragraph);
      return;
    }
    this.#endTables(0);
    this.#write(paragraph);
  }

  endCell(depth: number): void {
    const level = this.#level(depth);
    const cell = level.open ?? new Gathered();
    level.open = undefined;
    cell.append(this.#take());
    level.cells.push(cell);
    this.#endTables(depth);
  }

  endRow(depth: number): void {
    const level = this.#level(depth);
    const { cells } = level;
    level.cells = [];
    level.row++;
    level.table ??= this.#ids.next();
    const drafts = cells.flatMap((cell, column) => draft(cell, column) ?? []);
    if (drafts.length === 0) return;
    this.#writer.place(this.where, level.table);
    this.#writer.row(drafts, { row: level.row });
    for (const cell of cells) if (cell.shown !== '') this.#writeAsides(cell);
  }

  end(): void {
    this.#endTables(0);
    this.#write(this.#take());
  }

  #take(): Gathered {
    const paragraph = this.#paragraph;
    this.#paragraph = new Gathered();
    return paragraph;
  }

  #level(depth: number): Level {
    const wanted = Math.max(1, Math.min(depth, deepest));
    while (this.#levels.length < wanted) this.#levels.push({ table: undefined, row: 0, cells: [], open: undefined });
    return this.#levels[wanted - 1] as Level;
  }

  /** Tables deeper than this are over; cells of a row that never ended are a row. */
  #endTables(depth: number): void {
    while (this.#levels.length > depth) {
      const at = this.#levels.length;
      const level = this.#level(at);
      if (level.open !== undefined) level.cells.push(level.open);
      level.open = undefined;
      if (level.cells.length > 0) this.endRow(at);
      this.#levels.pop();
    }
  }

  #write(paragraph: Gathered): void {
    if (paragraph.shown.trim() !== '') {
      this.#writer.place(this.where);
      this.#writer.line(paragraph.shown);
    }
    this.#writeAsides(paragraph);
  }

  #writeAsides({ hidden, deleted }: Gathered): void {
    this.aside('hidden text', hidden);
    this.aside('deleted text', deleted);
  }

  /** Text that a reader would not see, under its part's name. */
  aside(part: string, text: string): void {
    if (text.trim() === '') return;
    const outer = this.where.part;
    this.#writer.place({ ...this.where, part: outer === undefined ? part : `${outer}, ${part}` });
    this.#writer.line(text);
  }
}

function draft({ shown, hidden, deleted }: Gathered, column: number): CellDraft | undefined {
  if (shown.trim() !== '') return { text: shown.trim(), column };
  if (hidden !== '') return { text: hidden, column, where: { part: 'hidden text' } };
  return deleted === '' ? undefined : { text: deleted, column, where: { part: 'deleted text' } };
}
