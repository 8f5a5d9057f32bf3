import { builtInShape, type Shape, shapeOf } from '../number-format.ts';
import { type BiffRecord, record } from './biff-records.ts';
import { BiffText, byteString } from './biff-strings.ts';

interface SheetFact {
  readonly name: string;
  readonly part: string | undefined;
}

const maxListed = 100_000;

/** What the first part of a workbook says that its sheets need. */
export class WorkbookGlobals {
  readonly sheets = new Map<number, SheetFact>();
  readonly names: string[] = [];
  readonly strings: string[] = [];
  /** Not all shared strings are held. */
  cut = false;
  from1904 = false;
  page = 1252;
  /** Whether strings are as in Excel 97 and later. */
  isWide = true;
  readonly #formats = new Map<number, Shape>();
  readonly #styles: number[] = [];

  shape(style: number): Shape {
    const format = this.#styles[style] ?? 0;
    return this.#formats.get(format) ?? builtInShape(format);
  }

  string(found: BiffRecord, at: number, lengthBytes: 1 | 2): string {
    const { data } = found;
    if (this.isWide) return new BiffText(found, at).string(lengthBytes);
    if (at + lengthBytes > data.length) return '';
    const length = lengthBytes === 1 ? data.readUInt8(at) : data.readUInt16LE(at);
    return byteString(data, at + lengthBytes, length, this.page);
  }

  read(found: BiffRecord): void {
    const { type, data } = found;
    switch (type) {
      case record.codePage:
        if (data.length >= 2) this.page = data.readUInt16LE(0);
        break;
      case record.date1904:
        this.from1904 = data[0] === 1;
        break;
      case record.format:
      case record.format5:
        if (data.length >= 3 && this.#formats.size < maxListed) {
          this.#formats.set(data.readUInt16LE(0), shapeOf(this.string(found, 2, this.isWide ? 2 : 1)));
        }
        break;
      case record.style:
        if (data.length >= 4 && this.#styles.length < maxListed) this.#styles.push(data.readUInt16LE(2));
        break;
      case record.sheet:
        this.#sheet(found);
        break;
      case record.strings:
        this.#readStrings(found);
        break;
      case record.name:
        if (data.length > 15 && this.isWide && this.names.length < maxListed) {
          this.names.push(new BiffText(found, 14).characters(data.readUInt8(3)));
        }
        break;
      default:
    }
  }

  #sheet(found: BiffRecord): void {
    const { data } = found;
    if (data.length < 7 || this.sheets.size >= maxListed) return;
    const state = data.readUInt8(4) & 3;
    const part = state === 1 ? 'hidden sheet' : state === 2 ? 'very hidden sheet' : undefined;
    this.sheets.set(data.readUInt32LE(0), { name: this.string(found, 6, 1), part });
  }

  #readStrings(found: BiffRecord): void {
    this.cut ||= found.cut;
    if (found.data.length < 8) return;
    const count = found.data.readUInt32LE(4);
    const text = new BiffText(found, 8);
    for (let index = 0; index < count && !text.isDone; index++) this.strings.push(text.string());
  }
}
