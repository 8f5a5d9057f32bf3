import type { Cell, Where } from '../contract.ts';
import { type Element, type Field, fieldsOf } from './element.ts';
import type { Writer } from './writer.ts';

/** So many values of one name in a record are a list, and no fields of one thing. */
const longList = 20;
/** Records whose text is longer are written without being kept together. */
const longestRecord = 128 * 1024;
/** Paths of fields that are remembered; documents have a few. */
const mostPlaces = 10_000;

/** Writes records of XML: a line `label: value` for each field, or one line for a row of cells without names. */
export class RecordWriter {
  readonly #writer: Writer;
  readonly #tables = new Map<string, number>();
  readonly #places = new Map<string, Where>();
  readonly #headers = new Map<string, readonly string[]>();

  constructor(writer: Writer) {
    this.#writer = writer;
  }

  /** `kind` is the path of the record: records of one kind share a table. `repeated` where there are more of them. */
  write(record: Element, kind: string, repeated: boolean): void {
    const fields = fieldsOf(record);
    const first = fields[0];
    if (first === undefined) return;
    const alike = fields.length > 1 && fields.every(({ path }) => path === first.path);
    if (alike && repeated) this.#writeRow(fields, kind);
    else this.#writeFields(fields, kind, alike ? 1 : longList);
  }

  #writeFields(fields: readonly Field[], kind: string, most: number): void {
    const counts = new Map<string, number>();
    for (const { path } of fields) counts.set(path, (counts.get(path) ?? 0) + 1);
    const isOne = ({ path }: Field): boolean => (counts.get(path) ?? 0) <= most;
    const length = fields.reduce((sum, { label, value }) => sum + label.length + value.length + 3, 0);
    const fits = length <= longestRecord;
    if (fits) this.#lines(fields.filter(isOne), kind);
    for (const field of fields) if (!fits || !isOne(field)) this.#lines([field], undefined);
  }

  /** One addition a record: measured 1.6 times as fast as one for each label, value and line end. */
  #lines(fields: readonly Field[], kind: string | undefined): void {
    const writer = this.#writer;
    writer.endLine();
    writer.hold();
    const { at, epoch } = writer;
    let text = '';
    const cells: Cell[] = [];
    for (const { label, path, value } of fields) {
      text += `${label}: `;
      const start = at + text.length;
      text += value;
      cells.push({ start, end: at + text.length, label, where: this.#where(path) });
      text += '\n';
    }
    writer.verbatim(text);
    writer.release();
    if (epoch === writer.epoch) writer.row(cells, kind === undefined ? undefined : this.#table(kind));
  }

  /** Cells without names, as of a spreadsheet: the first row gives the labels when it holds nothing but words. */
  #writeRow(fields: readonly Field[], kind: string): void {
    const writer = this.#writer;
    const known = this.#headers.get(kind);
    const isHeader = known === undefined && fields.every(({ value }) => value.length <= 40 && !/[\d@]/.test(value));
    if (known === undefined) this.#headers.set(kind, isHeader ? fields.map(({ value }) => value) : []);
    if (!isHeader && (known === undefined || known.length === 0) && fields.length > longList)
      return this.#writeFields(fields, kind, 1);
    writer.endLine();
    writer.hold();
    const { epoch } = writer;
    const cells: Cell[] = [];
    for (const [column, { path, value }] of fields.entries()) {
      if (column > 0) writer.tab();
      const start = writer.at;
      writer.verbatim(value);
      const label = known?.[column];
      cells.push({
        start,
        end: writer.at,
        column,
        ...(label === undefined ? {} : { label }),
        where: this.#where(path),
      });
    }
    writer.release();
    if (epoch === writer.epoch && !isHeader) writer.row(cells, this.#table(kind));
    writer.endLine();
  }

  #where(field: string): Where {
    const known = this.#places.get(field);
    if (known !== undefined) return known;
    const where = { field };
    if (this.#places.size < mostPlaces) this.#places.set(field, where);
    return where;
  }

  #table(kind: string): number {
    const table = this.#tables.get(kind) ?? this.#tables.size + 1;
    this.#tables.set(kind, table);
    return table;
  }
}
