import { type Column, type Table, isItem, textOf } from '../document.ts';
import { TextPage, valuesOf } from '../truth/page.ts';
import { encode } from './encoding.ts';
import type { Rendering, Writer } from './format.ts';
import { tagOf } from './xml.ts';

/** A dump as mysqldump and pg_dump write it: CREATE TABLE, then INSERT (with or without columns) or COPY. */
export const sql: Writer = {
  extension: 'sql',
  render({ document, file, random, words }: Rendering) {
    const page = new TextPage(file);
    const style = random.pick(['columns', 'positions', 'copy', 'many'] as const);
    const quote = style === 'copy' ? '"' : '`';
    page.put(
      `-- Dump of ${tagOf(document.title).toLowerCase()}\n-- Server version ${random.int(5, 16)}.${random.int(0, 9)}.${random.int(0, 40)}\nSET NAMES utf8;\n\n`,
    );
    for (const part of document.parts) {
      if (part.kind !== 'table') continue;
      const name = random.pick(words.groups.table);
      const columns = part.columns.map(({ header }) => tagOf(header).replaceAll(/[.-]/g, '_'));
      create(page, name, columns, quote);
      if (style === 'copy') copy(page, part, name, columns, file);
      else insert(page, part, name, columns, style, file);
    }
    return encode(page.text(), 'utf-8');
  },
};

function create(page: TextPage, name: string, columns: readonly string[], quote: string): void {
  const lines = columns.map((column) => `  ${quote}${column}${quote} varchar(255) DEFAULT NULL`);
  page.put(`CREATE TABLE ${quote}${name}${quote} (\n${lines.join(',\n')}\n);\n\n`);
}

function insert(
  page: TextPage,
  part: Table,
  name: string,
  columns: readonly string[],
  style: 'columns' | 'positions' | 'many',
  file: Rendering['file'],
): void {
  const list = style === 'positions' ? '' : ` (${columns.map((column) => `\`${column}\``).join(', ')})`;
  for (const [at, row] of part.rows.entries()) {
    if (style !== 'many' || at === 0) page.put(`INSERT INTO \`${name}\`${list} VALUES${style === 'many' ? '\n' : ' '}`);
    const line = page.line;
    page.put('(');
    const ids = row.cells.flatMap((cell, column) => {
      if (column > 0) page.put(style === 'many' ? ',' : ', ');
      const [first] = cell;
      if (first === undefined) {
        page.put('NULL');
        return [];
      }
      const bare = cell.length === 1 && isItem(first) && first.element === null && /^[1-9]\d{0,14}$/.test(textOf(cell));
      if (bare) return page.cell(cell);
      page.put("'");
      const found = page.cell(cell, (text) => text.replaceAll('\\', '\\\\').replaceAll("'", "''"));
      page.put("'");
      return found;
    });
    page.put(style === 'many' && at < part.rows.length - 1 ? '),\n' : ');\n');
    file.record(row.person, ids, valuesOf(row.cells), { line, row: at + 1 });
  }
  page.put('\n');
}

const copyText = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n');

function copy(
  page: TextPage,
  part: Table,
  name: string,
  columns: readonly Column['header'][],
  file: Rendering['file'],
): void {
  page.put(`COPY public.${name} (${columns.join(', ')}) FROM stdin;\n`);
  for (const [at, row] of part.rows.entries()) {
    const line = page.line;
    const ids = row.cells.flatMap((cell, column) => {
      if (column > 0) page.put('\t');
      if (cell.length === 0) page.put('\\N');
      return page.cell(cell, copyText);
    });
    page.put('\n');
    file.record(row.person, ids, valuesOf(row.cells), { line, row: at + 1 });
  }
  page.put('\\.\n\n');
}
