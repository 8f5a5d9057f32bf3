import { type Cell, type Form, type Table, textOf } from '../document.ts';
import { TextPage, valuesOf } from '../truth/page.ts';
import { anyEncoding, encode } from './encoding.ts';
import type { Rendering, Writer } from './format.ts';

/** Comma, semicolon, tab or pipe separated; forms become two columns, label and value. */
function separated(extension: string, delimiters: readonly string[]): Writer {
  return {
    extension,
    render({ document, file, random }: Rendering) {
      const page = new TextPage(file);
      const separator = random.pick(delimiters);
      const quoting = random.pick(['where needed', 'where needed', 'all'] as const);
      const end = random.pick(['\n', '\r\n']);
      const sheet = new Separated(page, separator, quoting, end);
      for (const part of document.parts) {
        if (part.kind === 'table') {
          if (!part.headless && random.chance(0.2))
            sheet.preamble(part.title ?? '', part.columns.length, random.pick([0, 1]));
          sheet.table(part, file);
        } else if (part.kind === 'form') {
          sheet.form(part, file);
        } else {
          sheet.line([part.pieces]);
        }
      }
      return encode(page.text(), anyEncoding(random));
    },
  };
}

export const csv = separated('csv', [',', ',', ';', ';', '|']);
export const tsv = separated('tsv', ['\t']);

class Separated {
  readonly #page: TextPage;
  readonly #separator: string;
  readonly #quoting: 'where needed' | 'all';
  readonly #end: string;

  constructor(page: TextPage, separator: string, quoting: 'where needed' | 'all', end: string) {
    this.#page = page;
    this.#separator = separator;
    this.#quoting = quoting;
    this.#end = end;
  }

  /** Title and date above the header, as reports have them. */
  preamble(title: string, columns: number, padded: number): void {
    const fill = padded === 1 ? this.#separator.repeat(Math.max(0, columns - 1)) : '';
    this.#page.put(`${title}${fill}${this.#end}${fill}${this.#end}`);
  }

  line(cells: readonly Cell[]): (number | undefined)[] {
    const ids: (number | undefined)[] = [];
    for (const [at, cell] of cells.entries()) {
      if (at > 0) this.#page.put(this.#separator);
      const text = textOf(cell);
      const quoted = this.#quoting === 'all' || text.includes(this.#separator) || /["\r\n]/.test(text);
      if (quoted) this.#page.put('"');
      ids.push(...this.#page.cell(cell, quoted ? (part) => part.replaceAll('"', '""') : undefined));
      if (quoted) this.#page.put('"');
    }
    this.#page.put(this.#end);
    return ids;
  }

  table(table: Table, file: Rendering['file']): void {
    if (!table.headless) this.line(table.columns.map(({ header }) => [header]));
    for (const [at, row] of table.rows.entries()) {
      const line = this.#page.line;
      const ids = this.line(row.cells);
      file.record(row.person, ids, valuesOf(row.cells), { line, row: at + 1 });
    }
  }

  form(form: Form, file: Rendering['file']): void {
    const line = this.#page.line;
    const ids = form.fields.flatMap(({ column, value }) => this.line([[column.header], value]));
    file.record(form.person, ids, valuesOf(form.fields.map(({ value }) => value)), { line });
    this.#page.put(this.#end);
  }
}
