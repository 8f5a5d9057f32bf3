import type { Where } from '../contract.ts';
import { Notes } from './notes.ts';
import type { Part, Relation } from './package.ts';
import { partKind } from './part-kind.ts';
import { readPivotFields, readPivotRecords } from './pivot.ts';
import type { Reading } from './reading.ts';
import { noStrings, readSharedStrings } from './shared-strings.ts';
import { type Book, SheetRows } from './sheet.ts';
import { readStyles } from './styles.ts';
import { type SheetEntry, readWorkbook } from './workbook.ts';
import { readXml } from './xml.ts';

/** Everything in a workbook: its sheets in order, each with its comments and drawings, then what lies beside them. */
export async function readSpreadsheet(reading: Reading): Promise<void> {
  const { writer } = reading;
  let book: Book = { strings: noStrings, styles: [], from1904: false };
  for (const part of reading.left('styles')) {
    await reading.part(part, async () => {
      book = { ...book, styles: await readStyles(part) };
    });
  }
  for (const part of reading.left('shared-strings')) {
    await reading.part(part, async () => {
      // A quarter: what the parser holds on to, and the rest of the program, need room as well.
      const strings = await readSharedStrings(part, writer, reading.context.limits.maxHeldBytes / 4);
      if (strings.cut) reading.sink.partial('limit-memory');
      book = { ...book, strings };
    });
  }
  for (const part of reading.left('workbook')) {
    let sheets: readonly SheetEntry[] = [];
    await reading.part(part, async () => {
      const workbook = await readWorkbook(part, writer);
      sheets = workbook.sheets;
      book = { ...book, from1904: workbook.from1904 };
    });
    const relations = new Map((await reading.relations(part.key)).map((relation) => [relation.id, relation]));
    for (const entry of sheets) {
      const sheet = reading.pack.part(relations.get(entry.relation)?.target ?? '');
      if (sheet === undefined || partKind(sheet) !== 'worksheet') continue;
      await readSheet(
        reading,
        sheet,
        { sheet: entry.name, ...(entry.part === undefined ? {} : { part: entry.part }) },
        book,
      );
    }
  }
  for (const part of reading.left('worksheet')) {
    await readSheet(reading, part, { sheet: part.name, part: 'sheet outside of the workbook' }, book);
  }
  for (const part of reading.left('sheet-comments')) await readNotes(reading, part, { part: 'comment' });
  for (const part of reading.left('external-link')) await readExternalLink(reading, part, book);
  await readPivotCaches(reading);
}

async function readSheet(reading: Reading, part: Part, where: Where, book: Book): Promise<void> {
  const rows = new SheetRows(reading.writer, where, reading.tables.next(), book);
  await reading.part(part, () => readXml(part.open(), rows, () => reading.writer.drain()));
  if (rows.missedString && !book.strings.cut) reading.sink.partial('damaged');
  for (const relation of await reading.relations(part.key)) await readBeside(reading, relation, where);
}

/** What a sheet links to: comments, and drawings with their charts. */
async function readBeside(reading: Reading, relation: Relation, sheet: Where): Promise<void> {
  const part = relation.external ? undefined : reading.pack.part(relation.target);
  if (part === undefined || reading.isRead(part)) return;
  const kind = partKind(part);
  if (kind === 'sheet-comments') await readNotes(reading, part, { ...sheet, part: 'comment' });
  if (kind === 'vml') await reading.loose(part, { ...sheet, part: 'drawing' }, { inside: 'textbox' });
  if (kind !== 'drawing') return;
  const { hasScan } = await reading.flow(part, { ...sheet, part: 'drawing' });
  if (hasScan) reading.showsPicture();
  for (const inner of await reading.relations(part.key)) {
    const chart = inner.external ? undefined : reading.pack.part(inner.target);
    if (chart !== undefined && partKind(chart) === 'chart') await readChart(reading, chart, sheet);
  }
}

const chartText = { elements: new Set(['v', 't', 'pt']) };

/** Charts keep a copy of the values they show. */
export async function readChart(reading: Reading, part: Part, where: Where): Promise<void> {
  await reading.loose(part, { ...where, part: 'chart' }, chartText);
}

async function readNotes(reading: Reading, part: Part, where: Where): Promise<void> {
  await reading.part(part, () => readXml(part.open(), new Notes(reading.writer, where), () => reading.writer.drain()));
}

/** An external link keeps a copy of the cells it refers to. */
async function readExternalLink(reading: Reading, part: Part, book: Book): Promise<void> {
  const strings = { ...book, strings: noStrings };
  const rows = new SheetRows(reading.writer, { part: 'external link' }, reading.tables.next(), strings);
  await reading.part(part, () => readXml(part.open(), rows, () => reading.writer.drain()));
}

async function readPivotCaches(reading: Reading): Promise<void> {
  for (const part of reading.left('pivot-definition')) {
    let fields: Awaited<ReturnType<typeof readPivotFields>> = [];
    await reading.part(part, async () => {
      fields = await readPivotFields(part, reading.writer, reading.context.limits.maxHeldBytes / 4);
    });
    for (const { target, type } of await reading.relations(part.key)) {
      const records = type === 'pivotCacheRecords' ? reading.pack.part(target) : undefined;
      if (records === undefined) continue;
      await reading.part(records, () => readPivotRecords(records, fields, reading.writer, reading.tables.next()));
    }
  }
  for (const part of reading.left('pivot-records')) {
    await reading.part(part, () => readPivotRecords(part, [], reading.writer, reading.tables.next()));
  }
}
