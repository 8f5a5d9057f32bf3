import type { Where } from '../contract.ts';
import { columnName, parseReference } from './cell-reference.ts';
import { type Shape, showNumber } from './number-format.ts';
import type { SharedStrings } from './shared-strings.ts';
import type { BlockWriter, CellDraft } from '../blocks/block-writer.ts';
import { type Attributes, type XmlHandler, attribute, isOn } from './xml.ts';

/** What the workbook knows that its sheets need. */
export interface Book {
  readonly strings: SharedStrings;
  readonly styles: readonly Shape[];
  readonly from1904: boolean;
}

const maxHiddenRanges = 16_384;

/** The rows of a worksheet, or of the copy of one that an external link holds (ECMA-376 part 1, 18.3). */
export class SheetRows implements XmlHandler {
  /** Whether a cell pointed at a shared string that is not there. */
  missedString = false;
  readonly #writer: BlockWriter;
  readonly #where: Where;
  readonly #table: number;
  readonly #book: Book;
  readonly #hiddenColumns: { readonly min: number; readonly max: number }[] = [];
  #row = 0;
  #column = 0;
  #hiddenRow = false;
  #type = '';
  #style = 0;
  #value = '';
  #formula = '';
  #hasValue = false;
  #taking: 'value' | 'formula' | 'header' | 'aside' | undefined;
  #phonetic = 0;
  #aside = '';
  #cells: CellDraft[] = [];

  constructor(writer: BlockWriter, where: Where, table: number, book: Book) {
    this.#writer = writer;
    this.#where = where;
    this.#table = table;
    this.#book = book;
  }

  open(name: string, attributes: Attributes): void {
    switch (name) {
      case 'v':
      case 't':
        this.#taking = this.#phonetic === 0 ? 'value' : undefined;
        break;
      case 'c':
      case 'cell':
        this.#openCell(attributes);
        break;
      case 'row':
        this.#openRow(attributes);
        break;
      case 'f':
        this.#taking = 'formula';
        break;
      case 'rPh':
        this.#phonetic++;
        break;
      case 'col':
        this.#hideColumns(attributes);
        break;
      case 'hyperlink':
        this.#link(attributes);
        break;
      case 'oddHeader':
      case 'evenHeader':
      case 'firstHeader':
      case 'oddFooter':
      case 'evenFooter':
      case 'firstFooter':
        this.#taking = 'header';
        this.#aside = '';
        break;
      case 'formula1':
      case 'formula2':
        this.#taking = 'aside';
        this.#aside = '';
        break;
      case 'dataValidation':
        for (const key of ['promptTitle', 'prompt', 'errorTitle', 'error']) {
          this.#note('data validation', attribute(attributes, key) ?? '');
        }
        break;
      default:
    }
  }

  text(text: string): void {
    if (this.#taking === 'value') {
      this.#value += text;
      this.#hasValue = true;
    } else if (this.#taking === 'formula') this.#formula += text;
    else if (this.#taking !== undefined) this.#aside += text;
  }

  close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
      case 'f':
        this.#taking = undefined;
        break;
      case 'c':
      case 'cell':
        this.#closeCell();
        break;
      case 'row':
        this.#closeRow();
        break;
      case 'rPh':
        this.#phonetic--;
        break;
      case 'oddHeader':
      case 'evenHeader':
      case 'firstHeader':
      case 'oddFooter':
      case 'evenFooter':
      case 'firstFooter':
        this.#taking = undefined;
        this.#note(name.endsWith('Header') ? 'header' : 'footer', headerText(this.#aside));
        break;
      case 'formula1':
      case 'formula2':
        this.#taking = undefined;
        if (this.#aside.startsWith('"')) this.#note('data validation', this.#aside.slice(1, -1));
        break;
      default:
    }
  }

  #openRow(attributes: Attributes): void {
    const given = Number(attributes['r']);
    this.#row = Number.isInteger(given) && given > 0 ? given : this.#row + 1;
    this.#column = 0;
    this.#hiddenRow = attributes['hidden'] !== undefined && isOn(attributes['hidden']);
    this.#cells = [];
  }

  #openCell(attributes: Attributes): void {
    const reference = attributes['r'];
    const parsed = reference === undefined ? undefined : parseReference(reference);
    this.#column = parsed?.column ?? this.#column + 1;
    if (parsed !== undefined) this.#row = parsed.row;
    this.#type = attributes['t'] ?? 'n';
    this.#style = Number(attributes['s'] ?? 0);
    this.#value = '';
    this.#formula = '';
    this.#hasValue = false;
  }

  #closeCell(): void {
    const text = this.#shown();
    if (text === '') return;
    const cell = columnName(this.#column) + String(this.#row);
    const hidden = this.#hiddenColumns.some(({ min, max }) => this.#column >= min && this.#column <= max);
    const part = hidden && !this.#hiddenRow ? { part: this.#part('hidden column') } : {};
    this.#cells.push({ text, column: this.#column - 1, where: { cell, ...part } });
  }

  #shown(): string {
    if (!this.#hasValue) return this.#formula;
    switch (this.#type) {
      case 's': {
        const text = this.#book.strings.get(Number(this.#value));
        if (text === undefined) this.missedString = true;
        return text ?? '';
      }
      case 'b':
        return this.#value === '1' ? 'TRUE' : 'FALSE';
      case 'e':
        return '';
      case 'd':
      case 'str':
      case 'inlineStr':
        return this.#value;
      default:
        return showNumber(this.#value, this.#book.styles[this.#style] ?? { kind: 'number' }, this.#book.from1904);
    }
  }

  #closeRow(): void {
    if (this.#cells.length === 0) return;
    this.#writer.place(this.#where, this.#table);
    const part = this.#hiddenRow ? { part: this.#part('hidden row') } : {};
    this.#writer.row(this.#cells, { row: this.#row, ...part });
    this.#cells = [];
  }

  #part(part: string): string {
    return this.#where.part === undefined ? part : `${this.#where.part}, ${part}`;
  }

  #note(part: string, text: string): void {
    if (text.trim() === '') return;
    this.#writer.place({ ...this.#where, part: this.#part(part) });
    this.#writer.line(text);
  }

  #hideColumns(attributes: Attributes): void {
    const hidden = attribute(attributes, 'hidden');
    if (hidden === undefined || !isOn(hidden) || this.#hiddenColumns.length >= maxHiddenRanges) return;
    this.#hiddenColumns.push({ min: Number(attribute(attributes, 'min')), max: Number(attribute(attributes, 'max')) });
  }

  #link(attributes: Attributes): void {
    const cell = attribute(attributes, 'ref');
    const where = cell === undefined ? this.#where : { ...this.#where, cell };
    for (const key of ['tooltip', 'location']) {
      const text = attribute(attributes, key) ?? '';
      if (text === '') continue;
      this.#writer.place({ ...where, part: this.#part('hyperlink') });
      this.#writer.line(text);
    }
  }
}

/** A header or footer without its formatting codes: `&L&"Arial,Bold"&12Text&RPage &P`. */
export function headerText(code: string): string {
  return code
    .replace(/&&/g, '\u0000')
    .replace(/&[LCR]/g, '\n')
    .replace(/&"[^"]*"|&K[0-9A-Fa-f]{6}|&\d+|&[A-Za-z]/g, '')
    .replaceAll('\u0000', '&')
    .replace(/\n+/g, '\n')
    .trim();
}
