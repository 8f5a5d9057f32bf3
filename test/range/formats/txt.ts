import type { Form, Table } from '../document.ts';
import { mix } from '../random.ts';
import { TextPage, valuesOf } from '../truth/page.ts';
import { anyEncoding, encode } from './encoding.ts';
import type { Rendering, Writer } from './format.ts';

interface Layout {
  readonly before: string;
  readonly between: string;
  /** Fields on one line, parted by this; one a line where absent. */
  readonly join?: string;
}

/** How labelled fields are laid out in plain text. */
const layouts: readonly Layout[] = [
  { before: '', between: ': ' },
  { before: '', between: ':\t' },
  { before: '- ', between: ': ' },
  { before: '  ', between: ' : ' },
  { before: '* ', between: ': ' },
  { before: '', between: ': ', join: '; ' },
  { before: '', between: ': ', join: ' | ' },
  { before: '', between: ': ', join: ', ' },
  { before: '', between: ' = ' },
  { before: '', between: ': ', join: '   ' },
  { before: '> ', between: ': ' },
  { before: '', between: '=', join: '; ' },
];

/** Labelled lines, lists and letters. Tables become one labelled record a row. */
export const txt: Writer = {
  extension: 'txt',
  render({ document, file, random, words }: Rendering) {
    const page = new TextPage(file);
    const reserved = words.side === 'reserved';
    const layout = random.pick(layouts.filter((_, at) => (mix(`layout${at}`, 7) % 3 === 2) === reserved));
    for (const part of document.parts) {
      if (part.kind === 'prose') {
        page.cell(part.pieces);
        page.put('\n');
      } else {
        const forms = part.kind === 'form' ? [part] : formsOf(part);
        for (const form of forms) writeForm(form, page, layout, file);
      }
    }
    return encode(page.text(), anyEncoding(random));
  },
};

/** Lines as programs write them, in UTF-8: logs, settings, keys. */
export function lines(extension: string): Writer {
  return {
    extension,
    render({ document, file }: Rendering) {
      const page = new TextPage(file);
      for (const part of document.parts) {
        if (part.kind !== 'prose') continue;
        page.cell(part.pieces);
        page.put('\n');
      }
      return encode(page.text(), 'utf-8');
    },
  };
}

/** Each row as a labelled record. */
export function formsOf(table: Table): Form[] {
  return table.rows.map(({ person, cells }) => ({
    kind: 'form',
    person,
    fields: table.columns
      .map((column, at) => ({ column, value: cells[at] ?? [] }))
      .filter(({ value }) => value.length > 0),
  }));
}

function writeForm(form: Form, page: TextPage, layout: Layout, file: Rendering['file']): void {
  if (form.title !== undefined) page.put(`${form.title}\n\n`);
  const line = page.line;
  const ids: (number | undefined)[] = [];
  for (const [at, { column, value }] of form.fields.entries()) {
    const ended = at === 0 ? '' : layout.join !== undefined && at % 4 !== 0 ? layout.join : '\n';
    page.put(
      `${ended}${ended === '' || ended === '\n' ? layout.before : ''}${column.header.replace(/:$/, '')}${layout.between}`,
    );
    ids.push(...page.cell(value));
  }
  page.put('\n\n');
  file.record(form.person, ids, valuesOf(form.fields.map(({ value }) => value)), { line });
}
