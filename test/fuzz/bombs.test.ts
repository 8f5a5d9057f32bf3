import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { InspectEvent } from '#inspect';
import { openReaders } from '../../src/server/inspection/reading.ts';
import { formatModules } from '../../src/server/inspection/sources.ts';
import { gzipQuine } from '../cli/quine.ts';
import { cabinet } from '../inspect/cabinet-file.ts';
import { memoryInput } from '../inspect/memory.ts';
import { pdfOf } from '../inspect/pdf-document.ts';
import { zip } from '../range/formats/zip.ts';
import * as bombs from './bombs.ts';
import { fuzzOptions, fuzzRules } from './fuzz.ts';
import { judge } from './judge.ts';

const { maxHeldBytes } = fuzzOptions.limits;
const readers = openReaders({
  size: 1,
  modules: await formatModules(),
  rules: await fuzzRules(),
  labels: [],
  key: new Uint8Array(32),
  maxHeldBytes,
});
afterAll(() => readers.close());

async function told(bytes: Uint8Array, maxSeconds = fuzzOptions.limits.maxSeconds) {
  const events: InspectEvent[] = [];
  const limits = { ...fuzzOptions.limits, maxSeconds };
  await readers.inspect(memoryInput(bytes), { ...fuzzOptions, limits, name: 'x' }, async (event) => {
    events.push(event);
  });
  const { status, reasons, broken } = judge(events);
  const mails = events.flatMap((event) => (event.type === 'findings' ? event.findings : []));
  return { status, reasons: [...reasons], broken, found: mails.filter(({ rule }) => rule === 'email').length };
}

const text = (content: string): Uint8Array => Buffer.from(content);
const deep = 100_000;
const table = text('name,mail\nMara,mara@hafenkontor.eu\n');
const archive = zip([{ name: 'people.csv', bytes: table }]);
const page = pdfOf({ pages: [{ texts: [{ x: 50, y: 700, text: 'mara@hafenkontor.eu' }] }] });

/** Each ends with a reason, soon and within the limits, in the processes that inspection uses. */
describe('bombs', () => {
  it.each<[string, () => Uint8Array]>([
    ['a ZIP of zeros', () => zip([{ name: 'a.txt', bytes: Buffer.alloc(72 << 20) }])],
    ['ZIP entries that overlap', () => bombs.overlapping(1000)],
    ['a cabinet of zeros', () => cabinet([['a.txt', Buffer.alloc(72 << 20)]])],
    ['a mailbox whose pages are circles', bombs.circularStore],
    ['gzip of zeros', () => gzipSync(Buffer.alloc(72 << 20, 'a'))],
    ['gzip in gzip', () => bombs.gzipInGzip(40, table)],
    ['gzip that unpacks to itself', gzipQuine],
    ['a member of TAR larger than any disk', bombs.hugeTarMember],
    ['a compound file whose chains are circles', () => bombs.circularCompound('WordDocument')],
    ['a workbook whose chains are circles', () => bombs.circularCompound('Workbook')],
    ['a billion pages', () => bombs.manyPages(9)],
    ['pages in a circle', bombs.circularPages],
  ])('%s ends with a reason', async (_name, make) => {
    const { reasons, broken } = await told(make());
    expect(broken).toEqual([]);
    expect(reasons).not.toEqual([]);
  });

  it.each<[string, () => Uint8Array]>([
    ['laughs in XML', () => text(bombs.laughing('r'))],
    ['laughs in SVG', () => text(bombs.laughing('svg'))],
    ['laughs in a document', bombs.laughingDocument],
    ['laughs in a workbook', bombs.laughingSheet],
    ['laughs in OpenDocument', bombs.laughingOpenDocument],
    ['laughs in a book', bombs.laughingBook],
    ['a sheet of one far cell', bombs.emptyWideSheet],
    ['deep JSON', () => text(`${'[{"a":'.repeat(deep)}1`)],
    ['deep HTML', () => text(`<!doctype html><html><body>${'<div><table><tr><td>'.repeat(deep)}`)],
    ['deep XML', () => text(`<?xml version="1.0"?>${'<a>'.repeat(deep)}`)],
    ['deep RTF', () => text(`{\\rtf1 ${'{\\b '.repeat(deep)}`)],
    ['deep mail', () => bombs.mailInMail(20_000)],
  ])('%s ends within the limits', async (_name, make) => {
    expect((await told(make())).broken).toEqual([]);
  });

  it('drawings of a PDF that draw one another end with the time, and say so', async () => {
    expect((await told(bombs.formsInForms(40), 4)).reasons).toEqual(['limit-time']);
  });
});

describe('files of two kinds', () => {
  it.each<[string, () => Uint8Array]>([
    ['PDF, then ZIP', () => Buffer.concat([page, archive])],
    ['ZIP, then PDF', () => Buffer.concat([archive, page])],
    ['HTML, then PDF', () => Buffer.concat([text('<!doctype html><html><body>x</body></html>\n'), page])],
    [
      'a picture, then ZIP',
      () => Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'), archive]),
    ],
    ['a picture that is a script', () => text('GIF89a/*mara@hafenkontor.eu*/=1;\n')],
  ])('%s is found in, or not said to be read in full', async (_name, make) => {
    const { status, broken, found } = await told(make());
    expect(broken).toEqual([]);
    expect(found > 0 || status !== 'inspected').toBe(true);
  });
});
