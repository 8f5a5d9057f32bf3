import { deflateSync } from 'node:zlib';
import { type Cell, type Form, type Item, isItem, type Piece, type Table, textOf } from '../document.ts';
import { plain } from '../people/surface.ts';
import { valuesOf } from '../truth/page.ts';
import { singleBytes, winAnsi } from './encoding.ts';
import type { Rendering, Writer } from './format.ts';

const letterWidth = 0.56;
/** Width of a text in ems, rather too wide: columns must not run into each other. */
const emsOf = (text: string) =>
  [...text].reduce((sum, letter) => sum + (/[A-ZÀ-ÞMW@%mw]/.test(letter) ? 0.78 : letterWidth), 0);
const margin = 48;

/** Own minimal PDF: Helvetica in WinAnsi, deflated pages, tables by position, document information. */
export const pdf: Writer = {
  extension: 'pdf',
  render({ document, file, random }: Rendering) {
    const sheet = new Sheet(file, random.pick([8, 9, 10]));
    sheet.text([document.title], margin);
    sheet.next(2);
    const inline = random.chance(0.5);
    for (const part of document.parts) {
      if (part.kind === 'table') table(part, sheet);
      else if (part.kind === 'form') form(part, sheet, inline);
      else sheet.paragraph(part.pieces);
    }
    if (document.author !== undefined) file.item(document.author, { part: 'properties' });
    return sheet.bytes(document.title, document.author);
  },
};

function table(part: Table, sheet: Sheet): void {
  const widths = part.columns.map(({ header }, column) => {
    const longest = part.rows.reduce(
      (most, { cells }) => Math.max(most, emsOf(textOf(cells[column] ?? []))),
      part.headless ? 0 : emsOf(header),
    );
    return (longest + 1.2) * sheet.size;
  });
  const lefts = widths.map((_, column) => margin + widths.slice(0, column).reduce((sum, width) => sum + width, 0));
  sheet.widen(widths.reduce((sum, width) => sum + width, 2 * margin));
  const header = () => {
    if (part.headless) return;
    for (const [column, { header: text }] of part.columns.entries()) sheet.text([text], lefts[column] ?? margin);
    sheet.next(1.4);
  };
  header();
  for (const row of part.rows) {
    if (sheet.full) {
      sheet.turn();
      header();
    }
    const ids = row.cells.flatMap((cell, column) => sheet.text(cell, lefts[column] ?? margin));
    sheet.file.record(row.person, ids, valuesOf(row.cells), { page: sheet.page });
    sheet.next(1.3);
  }
}

function form(part: Form, sheet: Sheet, inline: boolean): void {
  if (sheet.room < part.fields.length * 1.5) sheet.turn();
  const widest = part.fields.reduce((most, { column }) => Math.max(most, emsOf(column.header)), 0);
  const ids = part.fields.flatMap(({ column, value }) => {
    const label = column.header.replace(/:$/, '');
    const found = inline
      ? sheet.text([`${label}: `, ...value], margin)
      : (sheet.text([`${label}:`], margin), sheet.text(value, margin + (widest + 2) * sheet.size));
    sheet.next(1.5);
    return found;
  });
  sheet.file.record(part.person, ids, valuesOf(part.fields.map(({ value }) => value)), { page: sheet.page });
  sheet.next(1.5);
}

/** Letters that WinAnsi lacks lose their accents, as in print programs without the font. */
function printable(text: string): string {
  return [...text]
    .map((letter) =>
      singleBytes(letter, winAnsi) === undefined ? plain(letter).replaceAll(/[^\x20-\x7e]/g, '?') : letter,
    )
    .join('');
}

function literal(text: string): string {
  const bytes = singleBytes(printable(text.replaceAll('\n', ' ')), winAnsi) ?? new Uint8Array();
  return Buffer.from(bytes)
    .toString('latin1')
    .replaceAll(/[\\()]/g, '\\$&');
}

class Sheet {
  readonly file: Rendering['file'];
  readonly size: number;
  readonly #pages: string[] = [];
  #lines: string[] = [];
  #width = 595;
  #y = 790;

  constructor(file: Rendering['file'], size: number) {
    this.file = file;
    this.size = size;
  }

  get page(): number {
    return this.#pages.length + 1;
  }

  get full(): boolean {
    return this.#y < margin + 20;
  }

  /** Lines left on the page. */
  get room(): number {
    return (this.#y - margin) / this.size;
  }

  widen(width: number): void {
    this.#width = Math.max(this.#width, Math.ceil(width));
  }

  text(cell: Cell, left: number): (number | undefined)[] {
    const ids = cell
      .filter(isItem)
      .map((item) => this.file.item(item, { page: this.page }, undefined, printable(item.text)));
    const text = textOf(cell);
    if (text !== '')
      this.#lines.push(`BT /F1 ${this.size} Tf ${left.toFixed(1)} ${this.#y.toFixed(1)} Td (${literal(text)}) Tj ET`);
    return ids;
  }

  /** Wraps between words, never inside a value. */
  paragraph(cell: Cell): void {
    const words = cell.flatMap((piece): Piece[] => (isItem(piece) ? [piece] : piece.split(/(?<= )/)));
    let line: Piece[] = [];
    for (const word of words) {
      if (textOf([...line, word]).length * this.size * letterWidth > this.#width - 2 * margin && line.length > 0) {
        this.text(line, margin);
        this.next(1.3);
        line = [];
      }
      line.push(word);
    }
    this.text(line, margin);
    this.next(1.5);
  }

  next(lines: number): void {
    this.#y -= lines * this.size;
    if (this.#y < margin) this.turn();
  }

  turn(): void {
    this.#pages.push(this.#lines.join('\n'));
    this.#lines = [];
    this.#y = 790;
  }

  bytes(title: string, author: Item | undefined): Uint8Array {
    if (this.#lines.length > 0 || this.#pages.length === 0) this.turn();
    const out: Buffer[] = [Buffer.from('%PDF-1.5\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1')];
    const offsets: number[] = [];
    const object = (content: string | Buffer) => {
      offsets.push(out.reduce((sum, part) => sum + part.length, 0));
      const head = Buffer.from(`${offsets.length} 0 obj\n`);
      out.push(
        Buffer.concat([
          head,
          typeof content === 'string' ? Buffer.from(content, 'latin1') : content,
          Buffer.from('\nendobj\n'),
        ]),
      );
    };
    const kids = this.#pages.map((_, at) => `${5 + at * 2} 0 R`).join(' ');
    object('<< /Type /Catalog /Pages 2 0 R >>');
    object(`<< /Type /Pages /Kids [${kids}] /Count ${this.#pages.length} >>`);
    object('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
    object(
      `<< /Title (${literal(title)}) /Producer (Range) ${author === undefined ? '' : `/Author (${literal(author.text)}) `}>>`,
    );
    for (const [at, page] of this.#pages.entries()) {
      object(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${this.#width} 842] /Contents ${6 + at * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      );
      const packed = deflateSync(Buffer.from(page, 'latin1'));
      object(
        Buffer.concat([
          Buffer.from(`<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`),
          packed,
          Buffer.from('\nendstream'),
        ]),
      );
    }
    const start = out.reduce((sum, part) => sum + part.length, 0);
    const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
    out.push(
      Buffer.from(
        `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n${start}\n%%EOF\n`,
      ),
    );
    return Buffer.concat(out);
  }
}
