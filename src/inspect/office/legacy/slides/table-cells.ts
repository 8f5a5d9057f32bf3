import type { CellDraft } from '../../../blocks/block-writer.ts';

interface Placed {
  readonly left: number;
  readonly top: number;
  readonly text: string;
}

/** No slide has a tenth of it. */
const maxCells = 100_000;

/** Cells of a table that know where they stand on the slide, and nothing of rows and columns. */
export class TableCells {
  readonly #cells: Placed[] = [];

  add(left: number, top: number, text: string): void {
    if (this.#cells.length < maxCells) this.#cells.push({ left, top, text });
  }

  rows(): CellDraft[][] {
    const lefts = [...new Set(this.#cells.map(({ left }) => left))].sort((one, other) => one - other);
    const columns = new Map(lefts.map((left, index) => [left, index]));
    const rows = new Map<number, Placed[]>();
    for (const cell of this.#cells) rows.set(cell.top, [...(rows.get(cell.top) ?? []), cell]);
    return [...rows]
      .sort(([one], [other]) => one - other)
      .map(([, cells]) =>
        cells
          .filter(({ text }) => text !== '')
          .sort((one, other) => one.left - other.left)
          .map(({ text, left }) => ({ text, column: columns.get(left) ?? 0 })),
      )
      .filter((row) => row.length > 0);
  }
}
