import type { Element } from '../../src/inspect/contract.ts';
import type { Day } from './people/person.ts';
import type { Language } from './words/list.ts';

/** A value whose place the truth has to know. */
export interface Item {
  readonly text: string;
  /** What it is; null for a near miss, which must not be found as anything. */
  readonly element: Element | null;
  /** Whose it is; null where it is nobody's or a shared one. */
  readonly person: string | null;
  /** False where finding it is neither right nor wrong (names in prose, city cells). */
  readonly scored: boolean;
  /** Kind of near miss. */
  readonly near?: string;
  /** Set where a program stores a date as a number and shows it in its own way. */
  readonly day?: Day;
}
export type Piece = string | Item;
/** The pieces of one cell, field or paragraph in order. */
export type Cell = readonly Piece[];

export interface Column {
  /** As written by this program, or undefined in a table without header. */
  readonly header: string;
  /** Object that holds the field in nested formats; '' for the record itself. */
  readonly group: string;
}
export interface Row {
  readonly person: string | null;
  readonly cells: readonly Cell[];
}
export interface Table {
  readonly kind: 'table';
  readonly title?: string;
  readonly columns: readonly Column[];
  readonly headless: boolean;
  readonly rows: readonly Row[];
}
/** Labelled fields of one person, or of nobody (settings). */
export interface Form {
  readonly kind: 'form';
  readonly title?: string;
  readonly person: string | null;
  readonly fields: readonly { readonly column: Column; readonly value: Cell }[];
}
export interface Prose {
  readonly kind: 'prose';
  readonly pieces: Cell;
}
export type Part = Table | Form | Prose;

export interface Document {
  readonly title: string;
  readonly language: Language;
  readonly parts: readonly Part[];
  /** Author in the document properties, where the format has them. */
  readonly author?: Item;
  /** Parts that a reader does not see at once: hidden sheet, comment, speaker notes. */
  readonly hidden?: readonly Part[];
}

export function isItem(piece: Piece): piece is Item {
  return typeof piece !== 'string';
}

/** The text of a cell without its marks. */
export function textOf(cell: Cell): string {
  return cell.map((piece) => (isItem(piece) ? piece.text : piece)).join('');
}
