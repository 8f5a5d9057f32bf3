import type { Form, Part, Table } from '../document.ts';
import { TextPage, valuesOf } from '../truth/page.ts';
import { encode } from './encoding.ts';
import type { Rendering, Writer } from './format.ts';
import { markup } from './xml.ts';

/** A page with tables, definition lists and paragraphs. */
export const html: Writer = {
  extension: 'html',
  render({ document, file, random }: Rendering) {
    const page = new TextPage(file);
    const title = markup(document.title);
    page.put(
      `<!DOCTYPE html>\n<html lang="${document.language}">\n<head><meta charset="utf-8"><title>${title}</title>\n`,
    );
    page.put('<style>td { padding: 2px 4px } .n1 { color: #334455 }</style></head>\n<body>\n');
    page.put(`<h1>${title}</h1>\n`);
    const forms = random.pick(['list', 'table', 'bold'] as const);
    for (const part of document.parts) htmlPart(part, page, file, forms);
    page.put('</body>\n</html>\n');
    return encode(page.text(), 'utf-8');
  },
};

/** One part of a page; also the body of HTML mails. */
export function htmlPart(part: Part, page: TextPage, file: Rendering['file'], forms: 'list' | 'table' | 'bold'): void {
  if (part.kind === 'prose') {
    page.put('<p>');
    page.cell(part.pieces, markup);
    page.put('</p>\n');
  } else if (part.kind === 'table') {
    table(part, page, file);
  } else {
    form(part, page, file, forms);
  }
}

function table(part: Table, page: TextPage, file: Rendering['file']): void {
  page.put('<table>\n');
  if (!part.headless)
    page.put(`<thead><tr>${part.columns.map(({ header }) => `<th>${markup(header)}</th>`).join('')}</tr></thead>\n`);
  page.put('<tbody>\n');
  for (const [at, row] of part.rows.entries()) {
    const line = page.line;
    page.put('<tr>');
    const ids = row.cells.flatMap((cell) => {
      page.put('<td>');
      const found = page.cell(cell, markup);
      page.put('</td>');
      return found;
    });
    page.put('</tr>\n');
    file.record(row.person, ids, valuesOf(row.cells), { line, row: at + 1 });
  }
  page.put('</tbody></table>\n');
}

const wrap = {
  list: ['<dl>\n', '<dt>', '</dt><dd>', '</dd>\n', '</dl>\n'],
  table: ['<table>\n', '<tr><th>', '</th><td>', '</td></tr>\n', '</table>\n'],
  bold: ['<div>\n', '<p><b>', ':</b> ', '</p>\n', '</div>\n'],
} as const;

function form(part: Form, page: TextPage, file: Rendering['file'], style: keyof typeof wrap): void {
  const [open, before, between, after, close] = wrap[style];
  const line = page.line;
  page.put(open);
  const ids = part.fields.flatMap(({ column, value }) => {
    page.put(before + markup(style === 'bold' ? column.header.replace(/:$/, '') : column.header) + between);
    const found = page.cell(value, markup);
    page.put(after);
    return found;
  });
  page.put(close);
  file.record(part.person, ids, valuesOf(part.fields.map(({ value }) => value)), { line });
}
