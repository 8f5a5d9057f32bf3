import { type Cell, isItem } from '../document.ts';
import type { FileLedger, Place } from './ledger.ts';

type Encode = (text: string) => string;
const asIs: Encode = (text) => text;

/** A text being written, which notes each marked value with its offset and line. */
export class TextPage {
  readonly #file: FileLedger;
  readonly #offsets: boolean;
  readonly #out: string[] = [];
  #length = 0;
  #line = 1;

  /** `offsets`: false where the text goes through a further encoding and offsets would say nothing. */
  constructor(file: FileLedger, offsets = true) {
    this.#file = file;
    this.#offsets = offsets;
  }

  get line(): number {
    return this.#line;
  }

  put(text: string): this {
    this.#out.push(text);
    this.#length += text.length;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#line++;
    return this;
  }

  /** Writes a cell and returns the ids of its values. */
  cell(cell: Cell, encode: Encode = asIs, place: Place = {}): (number | undefined)[] {
    const ids: (number | undefined)[] = [];
    for (const piece of cell) {
      if (!isItem(piece)) {
        this.put(encode(piece));
        continue;
      }
      const written = encode(piece.text);
      ids.push(
        this.#file.item(piece, { line: this.#line, ...place }, this.#offsets ? this.#length : undefined, written),
      );
      this.put(written);
    }
    return ids;
  }

  text(): string {
    return this.#out.join('');
  }
}

/** The values of a row, as the list of records has them. */
export function valuesOf(cells: readonly Cell[]): string[] {
  return cells.flatMap((cell) =>
    cell
      .filter(isItem)
      .filter((item) => item.element !== null)
      .map((item) => item.text),
  );
}
