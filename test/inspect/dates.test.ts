import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { describe, expect, it } from 'vitest';
import { daysKept } from '#platform/dates';
import { createInspector, type DateTally, type DayCount, type FileDates } from '#inspect';
import { formatModules, importFormats, shippedLabels, shippedRules } from '../../src/server/inspection/sources.ts';
import { newestDays } from '../../src/inspect/contract.ts';
import { context, memoryInput } from './memory.ts';
import { docx, xlsx, zipOf } from './office-package.ts';
import { pdfOf } from './pdf-document.ts';

/**
 * A case is a folder: an input and what its dates say. `ng.` cases hold only dates that say nothing of when the data was
 * written. COFFERDAM_REWRITE=1 writes the expectations anew; read the difference.
 */
const folder = join(import.meta.dirname, '../cases/dates');
const [rules, labels, modules] = await Promise.all([shippedRules(), shippedLabels(), formatModules()]);
const key = new Uint8Array(32);
const inspector = createInspector({ formats: await importFormats(modules), rules, labels, key, asOf: '2026-03-04' });

it('keeps as many days of a file as sums over files need to be exact', () => {
  expect(newestDays).toBe(daysKept);
});

describe('golden cases of dates', () => {
  it.each(readdirSync(folder))('%s', async (name) => {
    const input = readdirSync(join(folder, name)).find((file) => file.startsWith('input.')) ?? '';
    const bytes = readFileSync(join(folder, name, input));
    const dates = await datesIn(input, bytes);
    expectSpansToHoldDates(dates, bytes);
    const text = `${JSON.stringify(told(dates), null, 2)}\n`;
    const expected = join(folder, name, 'expected.json');
    if (process.env['COFFERDAM_REWRITE'] === '1') writeFileSync(expected, text);
    expect(existsSync(expected), 'no expectation yet: COFFERDAM_REWRITE=1').toBe(true);
    expect(text).toBe(readFileSync(expected, 'utf8'));
    if (name.startsWith('ng.')) expect(dates).toEqual({});
  });
});

describe('dates that stand in no text', () => {
  it('days of a spreadsheet count where the format of the cell is a date, and serial numbers elsewhere do not', async () => {
    const text = (cell: string, value: string) => `<c r="${cell}" t="inlineStr"><is><t>${value}</t></is></c>`;
    const day = (cell: string, value: number, style: number) => `<c r="${cell}" s="${style}"><v>${value}</v></c>`;
    const rows = [
      text('A1', 'Order date') + text('B1', 'Date of birth') + text('C1', 'Last invoice') + text('D1', 'Valid until'),
      day('A2', 43_528, 0) + day('B2', 30_743, 0) + day('C2', 43_529, 1) + day('D2', 43_530, 0),
      day('A3', 43_524.75, 0) + day('B3', 30_744, 0) + day('C3', 43_530, 1) + day('D3', 43_531, 0),
    ];
    const styles = '<styleSheet><cellXfs><xf numFmtId="14"/><xf numFmtId="0"/></cellXfs></styleSheet>';
    const sheet = { name: 'Orders', xml: `<sheetData>${rows.map((row) => `<row>${row}</row>`).join('')}</sheetData>` };
    const { events } = await datesIn('orders.xlsx', xlsx([sheet], { 'xl/styles.xml': styles }));
    expect(events?.newest.map(line)).toEqual([
      '2019-03-04 x1: column "order date", sheet Orders row 2 cell A2',
      '2019-02-28 x1: column "order date", sheet Orders row 3 cell A3',
    ]);
  });

  it('documents tell when they were created and changed, and archives that of their members', async () => {
    const core =
      '<cp:coreProperties xmlns:cp="x" xmlns:dcterms="y"><dcterms:created>2019-03-01T10:00:00Z</dcterms:created><dcterms:modified>2019-03-04T10:00:00Z</dcterms:modified></cp:coreProperties>';
    const days = async (name: string, bytes: Uint8Array) => {
      const { events, documents } = await datesIn(name, bytes);
      expect(events).toBeUndefined();
      return documents?.newest.map(({ day, count, at }) => `${day} x${count} ${at?.said}`);
    };
    expect(await days('a.docx', docx('<w:p/>', { 'docProps/core.xml': core }))).toEqual([
      '2019-03-04 x1 modified',
      '2019-03-01 x1 created',
    ]);
    const info = "/CreationDate(D:20190301102233+01'00')/ModDate(D:20190304)";
    expect(await days('a.pdf', pdfOf({ pages: [{}], info }))).toEqual([
      '2019-03-04 x1 changed',
      '2019-03-01 x1 created',
    ]);
    // Its members were changed on 1 January 2024, as the test's archives have it.
    expect(await days('a.zip', zipOf({ 'a.txt': 'one', 'b.txt': 'two' }))).toEqual(['2024-01-01 x2 changed']);
    const zip = new ZipWriter(new Uint8ArrayWriter(), { lastModDate: new Date(2024, 0, 1, 12) });
    await zip.add('in/', undefined, { directory: true });
    await zip.add('in/a.txt', new TextReader('one'));
    expect(await days('a.zip', await zip.close()), 'a folder is no file').toEqual(['2024-01-01 x1 changed']);
  });
});

async function datesIn(name: string, bytes: Uint8Array): Promise<FileDates> {
  let dates: FileDates = {};
  const options = { name, ...context(), findingsPerRule: 0, text: false, persons: false, reveal: false };
  await inspector.inspect(memoryInput(bytes), options, async (event) => {
    if (event.type === 'dates') dates = event.dates;
  });
  return dates;
}

/** A person who follows a date to its place finds figures of it there, and not those of the cell beside it. */
function expectSpansToHoldDates({ events }: FileDates, bytes: Uint8Array): void {
  for (const { day, at } of events?.newest ?? []) {
    const text = Buffer.from(bytes.subarray(at?.span.start, at?.span.end)).toString();
    expect(text).toMatch(/^[\p{L}\d][\p{L}\d ,:.+\-/()]*$/u);
    if (!/^\d{10}/.test(text)) expect(text).toContain(String(Number(day.slice(8))));
  }
}

const told = ({ events, documents }: FileDates) => ({
  ...(events && { events: tally(events) }),
  ...(documents && { documents: tally(documents) }),
});

const tally = ({ months, newest, oldest }: DateTally) => ({
  months,
  newest: newest.map(line),
  oldest: oldest === undefined ? null : line(oldest),
});

function line({ day, count, at }: DayCount): string {
  const place = Object.entries(at?.where ?? {}).map(([name, where]) => `${name} ${where}`);
  return `${day} x${count}: ${at?.by}${at?.said === undefined ? '' : ` "${at.said}"`}, ${place.join(' ')}`;
}
