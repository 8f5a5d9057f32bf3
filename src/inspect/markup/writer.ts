import type { Block, Cell, Row, Where } from '../contract.ts';
import type { Piece } from './pieces.ts';

/** Blocks are handed out from this length on, at a line end. In UTF-16 units. */
const fullBlock = 64 * 1024;
/** No line and no record keeps a block from being handed out beyond this length. */
const longestBlock = 256 * 1024;

const spaces = /[ \t\n\r\f]+/g;

/**
 * Builds the text of one part of a document and the records in it. While a record is open (`hold`), what it points to
 * stays; a record that grows beyond a block is given up (`epoch` changes), its text is not.
 */
export class Writer {
  /** Changes whenever offsets that were taken before are void. */
  epoch = 0;
  readonly #where: Where;
  readonly #pieces: Piece[];
  /** Joined only when handed out: appending to one string and looking at its end copies it each time. */
  #parts: string[] = [];
  #length = 0;
  #last = '\n';
  #lineStart = 0;
  #contentEnd = 0;
  #rows: Row[] = [];
  #table: number | undefined;
  #holds = 0;
  #space = false;

  constructor(where: Where, pieces: Piece[]) {
    this.#where = where;
    this.#pieces = pieces;
  }

  /** Offset of the next character in the text that is pending. */
  get at(): number {
    return this.#length;
  }

  /** Offset behind the last character that is not white space. */
  get contentEnd(): number {
    return this.#contentEnd;
  }

  get atLineStart(): boolean {
    return this.#last === '\n';
  }

  /** Text as it flows: runs of white space are one space, none at the beginning or end of a line. */
  flow(text: string): void {
    const flat = text.replace(spaces, ' ');
    const from = flat.startsWith(' ') ? 1 : 0;
    const to = flat.length > from && flat.endsWith(' ') ? flat.length - 1 : flat.length;
    const lead = from > 0 || this.#space;
    if (to <= from) {
      this.#space = lead && !this.atLineStart;
      return;
    }
    this.#add((lead && !this.atLineStart && this.#last !== '\t' ? ' ' : '') + flat.slice(from, to));
    this.#space = to < flat.length;
  }

  /** Text whose white space counts. */
  verbatim(text: string): void {
    this.#space = false;
    this.#add(text.includes('\r') ? text.replaceAll('\r\n', '\n') : text);
  }

  /** A separator of cells on one line. */
  tab(): void {
    this.#space = false;
    this.#add('\t');
  }

  /** Ends the line, if one was begun. */
  endLine(): void {
    this.#space = false;
    if (this.atLineStart) return;
    this.#add('\n');
  }

  hold(): void {
    this.#holds += 1;
  }

  release(): void {
    this.#holds -= 1;
  }

  /** Adds a record over the pending text. Rows of one table share a block, those of another begin a new one. */
  row(cells: readonly Cell[], table: number | undefined, where?: Where): void {
    if (cells.length === 0) return;
    let moved = cells;
    if (this.#rows.length > 0 && this.#table !== table) {
      const before = this.#joined().lastIndexOf('\n', Math.max(0, (cells[0] as Cell).start - 1)) + 1;
      this.#cut(before);
      moved = moveBack(cells, before);
    }
    this.#table = table;
    this.#rows.push(where === undefined ? { cells: moved } : { cells: moved, where });
    if (this.#holds === 0 && this.#length >= fullBlock) this.#cut(this.#lineStart);
  }

  /** Hands out all that is pending. */
  end(): void {
    this.endLine();
    this.#cut(this.#length);
  }

  #add(text: string): void {
    if (text === '') return;
    this.#parts.push(text);
    this.#last = text.charAt(text.length - 1);
    const feed = text.lastIndexOf('\n');
    if (feed >= 0) this.#lineStart = this.#length + feed + 1;
    const content = text.trimEnd().length;
    if (content > 0) this.#contentEnd = this.#length + content;
    this.#length += text.length;
    while (this.#length > longestBlock) this.#cut(this.#lastBreak());
    if (this.#holds === 0 && this.#length >= fullBlock) this.#cut(this.#lineStart);
  }

  #joined(): string {
    if (this.#parts.length > 1) this.#parts = [this.#parts.join('')];
    return this.#parts[0] ?? '';
  }

  /** Where a line that is too long is best cut: at a line end, a space, or at least between characters. */
  #lastBreak(): number {
    const text = this.#joined();
    const line = text.lastIndexOf('\n', longestBlock - 1) + 1;
    if (line > longestBlock / 2) return line;
    const space = text.lastIndexOf(' ', longestBlock - 1) + 1;
    if (space > longestBlock / 2) return space;
    const last = text.charCodeAt(longestBlock - 1);
    return last >= 0xd800 && last <= 0xdbff ? longestBlock - 1 : longestBlock;
  }

  #cut(length: number): void {
    if (length <= 0) return;
    const text = this.#joined();
    // A record across the cut was given up; those behind it stay with the text they are in.
    const rows = this.#rows.filter(({ cells }) => cells.every(({ end }) => end <= length));
    const later = this.#rows.filter(({ cells }) => cells.every(({ start }) => start >= length));
    const block: Block = {
      text: text.slice(0, length),
      where: this.#where,
      ...(rows.length === 0 ? {} : { rows }),
      ...(rows.length === 0 || this.#table === undefined ? {} : { table: this.#table }),
    };
    this.#pieces.push({ kind: 'block', block });
    this.#parts = length < this.#length ? [text.slice(length)] : [];
    this.#length -= length;
    this.#lineStart = Math.max(0, this.#lineStart - length);
    this.#contentEnd = Math.max(0, this.#contentEnd - length);
    if (this.#length === 0) this.#last = '\n';
    this.#rows = later.map((row) => ({ ...row, cells: moveBack(row.cells, length) }));
    this.epoch += 1;
  }
}

const moveBack = (cells: readonly Cell[], by: number): Cell[] =>
  cells.map((cell) => ({ ...cell, start: cell.start - by, end: cell.end - by }));
