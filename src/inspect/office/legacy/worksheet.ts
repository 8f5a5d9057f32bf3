import type { BlockWriter, CellDraft } from '../../blocks/block-writer.ts';
import type { Where } from '../../contract.ts';
import { columnName } from '../cell-reference.ts';
import { showNumber } from '../number-format.ts';
import { headerText } from '../sheet.ts';
import { type BiffRecord, record } from './biff-records.ts';
import { BiffText, byteString } from './biff-strings.ts';
import { rkNumber } from './rk-number.ts';
import type { WorkbookGlobals } from './workbook-globals.ts';
import { linkTarget } from './link-target.ts';

const maxHidden = 1 << 20;
const maxNotes = 100_000;
const noteObject = 0x19;

/** The rows, comments and drawings of one sheet ([MS-XLS] 2.1.7.20.5). */
export class Worksheet {
  /** Whether a cell pointed at a shared string that is not there. */
  missedString = false;
  readonly #writer: BlockWriter;
  readonly #globals: WorkbookGlobals;
  readonly #where: Where;
  readonly #table: number;
  readonly #hiddenRows = new Set<number>();
  readonly #hiddenColumns: { readonly first: number; readonly last: number }[] = [];
  readonly #texts = new Map<number, string>();
  #row = -1;
  #cells: CellDraft[] = [];
  #formula: { readonly row: number; readonly column: number } | undefined;
  #object: { readonly id: number; readonly kind: number } | undefined;

  constructor(writer: BlockWriter, globals: WorkbookGlobals, where: Where, table: number) {
    this.#writer = writer;
    this.#globals = globals;
    this.#where = where;
    this.#table = table;
  }

  read(found: BiffRecord): void {
    const { type, data } = found;
    if (data.length >= 6 && this.#readCell(found)) return;
    switch (type) {
      case record.row:
        if (data.length >= 14 && (data.readUInt16LE(12) & 0x20) !== 0 && this.#hiddenRows.size < maxHidden) {
          this.#hiddenRows.add(data.readUInt16LE(0));
        }
        break;
      case record.column:
        if (data.length >= 10 && (data.readUInt16LE(8) & 1) !== 0 && this.#hiddenColumns.length < maxNotes) {
          this.#hiddenColumns.push({ first: data.readUInt16LE(0), last: data.readUInt16LE(2) });
        }
        break;
      case record.string: {
        if (this.#formula === undefined) break;
        this.#cell(this.#formula.row, this.#formula.column, this.#globals.string(found, 0, 2));
        this.#formula = undefined;
        break;
      }
      case record.header:
      case record.footer:
        if (data.length > 0) {
          const text = this.#globals.string(found, 0, this.#globals.isWide ? 2 : 1);
          this.#aside(type === record.header ? 'header' : 'footer', headerText(text));
        }
        break;
      default:
        this.#readBeside(found);
    }
  }

  end(): void {
    this.#flush();
    for (const text of this.#texts.values()) this.#aside('comment', text);
  }

  /** Whether the record is of cells. */
  #readCell(found: BiffRecord): boolean {
    const { type, data } = found;
    const row = data.readUInt16LE(0);
    const column = data.readUInt16LE(2);
    const style = data.readUInt16LE(4);
    switch (type) {
      case record.labelString: {
        const text = data.length >= 10 ? this.#globals.strings[data.readUInt32LE(6)] : undefined;
        if (text === undefined) this.missedString = true;
        this.#cell(row, column, text ?? '');
        return true;
      }
      case record.label:
      case record.richString:
        this.#cell(row, column, this.#globals.string(found, 6, 2));
        return true;
      case record.number:
        if (data.length >= 14) this.#number(row, column, style, data.readDoubleLE(6));
        return true;
      case record.rk:
        if (data.length >= 10) this.#number(row, column, style, rkNumber(data.readInt32LE(6)));
        return true;
      case record.multipleRk:
        for (let at = 4, next = column; at + 6 <= data.length - 2; at += 6, next++) {
          this.#number(row, next, data.readUInt16LE(at), rkNumber(data.readInt32LE(at + 2)));
        }
        return true;
      case record.boolean:
        if (data[7] === 0) this.#cell(row, column, data[6] === 1 ? 'TRUE' : 'FALSE');
        return true;
      case record.formula:
        this.#readFormula(row, column, style, data);
        return true;
      default:
        return false;
    }
  }

  /** The result that was last computed; text follows in a record of its own. */
  #readFormula(row: number, column: number, style: number, data: Buffer): void {
    if (data.length < 14) return;
    if (data.readUInt16LE(12) !== 0xffff) this.#number(row, column, style, data.readDoubleLE(6));
    else if (data[6] === 0) this.#formula = { row, column };
    else if (data[6] === 1) this.#cell(row, column, data[8] === 1 ? 'TRUE' : 'FALSE');
  }

  #readBeside(found: BiffRecord): void {
    const { type, data } = found;
    if (type === record.object && data.length >= 8 && data.readUInt16LE(0) === 0x15) {
      this.#object = { kind: data.readUInt16LE(4), id: data.readUInt16LE(6) };
    } else if (type === record.textObject && data.length >= 12 && found.more.length > 0) {
      const text = new BiffText({ data: found.more[0] ?? data, more: found.more.slice(1) }, 0);
      this.#drawn(text.characters(data.readUInt16LE(10)));
    } else if (type === record.note && data.length >= 6) this.#note(found);
    else if (type === record.link && data.length >= 8) {
      const target = linkTarget(data);
      if (target !== '') this.#aside('hyperlink', target, reference(data.readUInt16LE(0), data.readUInt16LE(4)));
    }
  }

  /** Text of a comment waits for the record that says where it is. */
  #drawn(text: string): void {
    if (this.#object?.kind === noteObject && this.#texts.size < maxNotes) this.#texts.set(this.#object.id, text);
    else this.#aside('drawing', text);
    this.#object = undefined;
  }

  #note(found: BiffRecord): void {
    const { data } = found;
    const cell = reference(data.readUInt16LE(0), data.readUInt16LE(2));
    if (!this.#globals.isWide) {
      this.#aside('comment', byteString(data, 6, data.readUInt16LE(4), this.#globals.page), cell);
      return;
    }
    if (data.length < 8) return;
    const id = data.readUInt16LE(6);
    this.#aside('comment', this.#texts.get(id) ?? '', cell);
    this.#texts.delete(id);
    const author = new BiffText(found, 8).string();
    if (author !== '') {
      this.#writer.place({ ...this.#where, part: this.#part('comment author'), cell });
      this.#writer.labelled('author', author);
    }
  }

  #number(row: number, column: number, style: number, value: number): void {
    if (!Number.isFinite(value)) return;
    this.#cell(row, column, showNumber(String(value), this.#globals.shape(style), this.#globals.from1904));
  }

  #cell(row: number, column: number, text: string): void {
    if (row !== this.#row) this.#flush();
    this.#row = row;
    if (text === '') return;
    const hidden = this.#hiddenColumns.some(({ first, last }) => column >= first && column <= last);
    const part = hidden && !this.#hiddenRows.has(row) ? { part: this.#part('hidden column') } : {};
    this.#cells.push({ text, column, where: { cell: reference(row, column), ...part } });
  }

  #flush(): void {
    if (this.#cells.length === 0) return;
    this.#writer.place(this.#where, this.#table);
    const part = this.#hiddenRows.has(this.#row) ? { part: this.#part('hidden row') } : {};
    this.#writer.row(this.#cells, { row: this.#row + 1, ...part });
    this.#cells = [];
  }

  #aside(part: string, text: string, cell?: string): void {
    if (text.trim() === '') return;
    this.#flush();
    this.#writer.place({ ...this.#where, ...(cell === undefined ? {} : { cell }), part: this.#part(part) });
    this.#writer.line(text);
  }

  #part(own: string): string {
    return this.#where.part === undefined ? own : `${this.#where.part}, ${own}`;
  }
}

const reference = (row: number, column: number): string => columnName(column + 1) + String(row + 1);
