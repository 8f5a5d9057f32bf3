import type { Block, Concept, Row } from '../contract.ts';
import type { LabelBook } from '../labels/classify.ts';

/** What is known about the columns of one table. */
export interface Columns {
  readonly vertical: boolean;
  concept(column: number): Concept | undefined;
  label(column: number): string | undefined;
  rowConcept(row: Row): Concept | undefined;
  rowLabel(row: Row): string | undefined;
}

export class Tables {
  private readonly book: LabelBook;
  private readonly known = new Map<number, Columns>();
  constructor(book: LabelBook) {
    this.book = book;
  }
  of(block: Block): Columns | undefined {
    if (block.table === undefined) return undefined;
    let columns = this.known.get(block.table);
    if (columns === undefined) {
      const first = block.rows?.[0];
      const labels = (first?.cells ?? []).map((cell) => cell.label ?? block.text.slice(cell.start, cell.end));
      const concepts = labels.map((label) => this.book.classify(label)?.concept);
      columns = {
        vertical: false,
        concept: (column) => concepts[column],
        label: (column) => labels[column],
        rowConcept: () => undefined,
        rowLabel: () => undefined,
      };
      this.known.set(block.table, columns);
    }
    return columns;
  }
}
