import type { Cell, Row } from '../../contract.ts';
import { contact, type FieldPath, login, personName, secret } from './paths.ts';

/** A cell whose block may still move. */
export type MovableCell = { -readonly [Key in keyof Cell]: Cell[Key] };

/** An array or object that is open. */
export interface Frame {
  readonly isObject: boolean;
  /** Path of the field it is the value of. */
  readonly path: FieldPath;
  /** It may become a record of its own: the root, objects in arrays and maps; a tuple is an array in an array. */
  readonly role: 'none' | 'root' | 'element' | 'tuple';
  /** Fields of generic name get the name of the field above for a label. */
  readonly nested: boolean;
  /** How many pending cells there were when it was opened. */
  mark: number;
  /** Scalars right in it. */
  scalars: number;
  /** Scalars that belong to it as a record, and what their names suggest. */
  strings: number;
  hints: number;
}

/** Mail addresses, say: an array of more scalars than one person has is a list, each of its own. */
const mostScalarsOfOne = 16;

function isPerson({ hints }: Frame): boolean {
  return (hints & personName) !== 0 && (hints & contact) !== 0;
}

function isEntity({ hints, strings }: Frame): boolean {
  return strings >= 2 && ((hints & personName) !== 0 || ((hints & login) !== 0 && (hints & secret) !== 0));
}

/** Whether an object in an array stands for something of its own, or details the record that it is in. */
function standsAlone(element: Frame, parent: Frame): boolean {
  if (isEntity(element)) return true;
  if (parent.role === 'root') return !isPerson(parent);
  return (parent.hints & personName) === 0 && element.strings >= 2 && (element.hints & (login | personName)) !== 0;
}

/**
 * Collects cells into rows in order of text. A record that is interrupted by records of their own goes on in another
 * row behind them: rows never interleave, and nothing waits for the end of a root that is as long as the file.
 */
export class Records {
  rows: Row[] = [];
  /** Cells of open records, not yet in a row. */
  cells: MovableCell[] = [];
  readonly frames: Frame[] = [];
  readonly #holders: Frame[] = [];
  /** True while all rows since it was last set are tuples, which share their columns. */
  onlyTuples = true;

  /** The innermost open record. */
  holder(): Frame | undefined {
    return this.#holders.at(-1);
  }

  open(frame: Frame): void {
    this.frames.push(frame);
    if (frame.role !== 'none') this.#holders.push(frame);
  }

  /** What is open will not be closed: the text is malformed. */
  abandon(): void {
    this.flush();
    this.frames.length = 0;
    this.#holders.length = 0;
  }

  /** A scalar in no record is a row of its own. */
  add(cell: MovableCell): void {
    if (this.#holders.length > 0) {
      this.cells.push(cell);
    } else {
      this.rows.push({ cells: [cell] });
      this.onlyTuples = false;
    }
  }

  /** Puts all pending cells into rows, one for each open record. */
  flush(): void {
    if (this.cells.length === 0) return;
    const top = this.frames.at(-1);
    const list = top !== undefined && this.#isList(top) ? top.mark : this.cells.length;
    let from = 0;
    for (const frame of this.frames) {
      if (frame.role !== 'none' && frame.mark < list) {
        this.#push(this.cells.slice(from, frame.mark), false);
        from = Math.max(from, frame.mark);
      }
    }
    this.#push(this.cells.slice(from, list), false);
    for (const cell of this.cells.slice(list)) this.#push([cell], false);
    this.#clear();
  }

  /** The innermost frame ends. */
  close(): void {
    const frame = this.frames.at(-1);
    if (frame === undefined) return;
    if (frame.role === 'none') {
      if (this.#isList(frame)) this.flush();
      this.frames.pop();
      return;
    }
    this.frames.pop();
    this.#holders.pop();
    const parent = this.holder();
    if (parent === undefined) {
      this.#push(this.cells, frame.role === 'tuple');
      this.#clear();
    } else if (frame.role === 'tuple' || (frame.role === 'element' && standsAlone(frame, parent))) {
      const own = this.cells.slice(frame.mark);
      this.cells = this.cells.slice(0, frame.mark);
      this.flush();
      this.#push(own, frame.role === 'tuple');
    }
  }

  #isList(frame: Frame): boolean {
    return !frame.isObject && frame.scalars > mostScalarsOfOne && this.cells.length - frame.mark <= frame.scalars * 2;
  }

  #push(cells: readonly Cell[], tuple: boolean): void {
    if (cells.length === 0) return;
    this.onlyTuples &&= tuple;
    this.rows.push({ cells });
  }

  #clear(): void {
    this.cells = [];
    for (const frame of this.frames) frame.mark = 0;
  }
}
