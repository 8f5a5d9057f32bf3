import { type Cell, type Form, isItem, type Part, type Table } from '../document.ts';
import type { Random } from '../random.ts';
import { valuesOf } from '../truth/page.ts';
import type { FileLedger, Place } from '../truth/ledger.ts';
import type { Rendering, Writer } from './format.ts';
import { office, officeRelations, type Part as PackagePart, relsOf, xmlHead } from './office.ts';
import { markup } from './xml.ts';

const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${officeRelations}"`;
const mime = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** Word: paragraphs, tables, header, footer, comments; runs broken inside words as its spell checker does. */
export const docx: Writer = {
  extension: 'docx',
  render({ document, file, random }: Rendering) {
    const body = new Body(file, random);
    body.paragraph([document.title], {}, 'Heading1');
    for (const part of document.parts) body.part(part, {});
    const text = body.take();
    for (const part of document.hidden ?? []) body.part(part, { part: 'comment' });
    const comments = body.take();
    const has = document.hidden !== undefined;
    const anchor = has ? '<w:p><w:r><w:t>1</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>' : '';
    const parts: PackagePart[] = [
      {
        path: 'word/document.xml',
        type: `${mime}.document.main+xml`,
        xml: `${xmlHead}<w:document ${namespaces}><w:body>${text}${anchor}<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:footerReference w:type="default" r:id="rId2"/></w:sectPr></w:body></w:document>`,
      },
      {
        path: 'word/header1.xml',
        type: `${mime}.header+xml`,
        xml: `${xmlHead}<w:hdr ${namespaces}>${paragraph(run(document.title))}</w:hdr>`,
      },
      {
        path: 'word/footer1.xml',
        type: `${mime}.footer+xml`,
        xml: `${xmlHead}<w:ftr ${namespaces}>${paragraph(run('1 / 1'))}</w:ftr>`,
      },
      ...(has
        ? [
            {
              path: 'word/comments.xml',
              type: `${mime}.comments+xml`,
              xml: `${xmlHead}<w:comments ${namespaces}><w:comment w:id="0" w:author="Office" w:initials="O">${comments}</w:comment></w:comments>`,
            },
          ]
        : []),
    ];
    const links = [
      { id: 'rId1', type: 'header', target: 'header1.xml' },
      { id: 'rId2', type: 'footer', target: 'footer1.xml' },
      ...(has ? [{ id: 'rId3', type: 'comments', target: 'comments.xml' }] : []),
    ];
    return office('word/document.xml', parts, [relsOf('word/document.xml', links)], document, file);
  },
};

const run = (text: string) =>
  text
    .split('\n')
    .map((line) => `<w:r><w:t xml:space="preserve">${markup(line)}</w:t></w:r>`)
    .join('<w:r><w:br/></w:r>');
const paragraph = (runs: string, style?: string) =>
  `<w:p>${style === undefined ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}${runs}</w:p>`;

class Body {
  readonly #file: FileLedger;
  readonly #random: Random;
  #out: string[] = [];

  constructor(file: FileLedger, random: Random) {
    this.#file = file;
    this.#random = random;
  }

  take(): string {
    const text = this.#out.join('');
    this.#out = [];
    return text;
  }

  part(part: Part, place: Place): void {
    if (part.kind === 'prose') this.paragraph(part.pieces, place);
    else if (part.kind === 'table') this.#table(part, place);
    else this.#form(part, place);
  }

  paragraph(cell: Cell, place: Place, style?: string): (number | undefined)[] {
    const { ids, runs } = this.#runs(cell, place);
    this.#out.push(paragraph(runs, style));
    return ids;
  }

  #runs(cell: Cell, place: Place): { ids: (number | undefined)[]; runs: string } {
    const ids: (number | undefined)[] = [];
    let runs = '';
    for (const piece of cell) {
      if (isItem(piece)) ids.push(this.#file.item(piece, place));
      const text = isItem(piece) ? piece.text : piece;
      const cut = this.#random.chance(0.15) ? this.#random.int(1, Math.max(1, text.length - 1)) : text.length;
      runs += run(text.slice(0, cut)) + (cut < text.length ? run(text.slice(cut)) : '');
    }
    return { ids, runs };
  }

  #cells(cells: readonly Cell[], place: Place): (number | undefined)[] {
    const ids: (number | undefined)[] = [];
    let row = '';
    for (const cell of cells) {
      const written = this.#runs(cell, place);
      ids.push(...written.ids);
      row += `<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>${paragraph(written.runs)}</w:tc>`;
    }
    this.#out.push(`<w:tr>${row}</w:tr>`);
    return ids;
  }

  #table(part: Table, place: Place): void {
    this.#out.push('<w:tbl><w:tblPr/><w:tblGrid/>');
    if (!part.headless)
      this.#cells(
        part.columns.map(({ header }) => [header]),
        place,
      );
    for (const [at, row] of part.rows.entries()) {
      const ids = this.#cells(row.cells, { ...place, row: at + 1 });
      this.#file.record(row.person, ids, valuesOf(row.cells), { ...place, row: at + 1 });
    }
    this.#out.push('</w:tbl><w:p/>');
  }

  #form(part: Form, place: Place): void {
    const grid = this.#random.chance(0.5);
    if (grid) this.#out.push('<w:tbl><w:tblPr/><w:tblGrid/>');
    const ids = part.fields.flatMap(({ column, value }) => {
      const label = column.header.replace(/:$/, '');
      return grid ? this.#cells([[column.header], value], place) : this.paragraph([`${label}: `, ...value], place);
    });
    this.#out.push(grid ? '</w:tbl><w:p/>' : '<w:p/>');
    this.#file.record(part.person, ids, valuesOf(part.fields.map(({ value }) => value)), place);
  }
}
