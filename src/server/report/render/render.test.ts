import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BlobReader, TextWriter, ZipReader } from '@zip.js/zip.js';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { SaxesParser } from 'saxes';
import { afterAll, describe, expect, test } from 'vitest';
import type { Block, ReportDocument } from '../contract.ts';
import { render } from './render.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'cofferdam-report-'));
afterAll(() => rmSync(folder, { recursive: true }));

const has = (program: string, argument: string): boolean => {
  try {
    execFileSync(program, [argument], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const poppler = has('pdfinfo', '-v') && has('pdftotext', '-v');
const office = has('soffice', '--version');

const rows = Array.from({ length: 80 }, (_, at) => [
  `item-${at}`,
  'Li•••.csv',
  'A reason that takes more than one line of a table',
]);
const blocks: readonly Block[] = [
  { kind: 'heading', level: 1, text: 'Situation' },
  {
    kind: 'answer',
    question: 'What leaked?',
    certainty: 'partial',
    answer: 'Names.',
    from: 'Inspection',
    changed: null,
  },
  {
    kind: 'answer',
    question: 'Where else is it?',
    certainty: 'unknown',
    answer: 'Not searched.',
    from: 'Nothing',
    changed: null,
  },
  { kind: 'heading', level: 1, text: 'Impact' },
  { kind: 'bars', caption: 'Findings by kind', of: 'Findings', bars: [{ name: 'Names', value: 20, says: '18 to 20' }] },
  { kind: 'heading', level: 2, text: 'Files' },
  {
    kind: 'table',
    caption: 'Not fully read',
    columns: [
      { name: 'Item', width: 20, align: 'start' },
      { name: 'File', width: 30, align: 'start' },
      { name: 'Why', width: 20, align: 'start' },
    ],
    rows,
    rowsInAll: 90,
  },
  { kind: 'paragraph', text: 'Ελληνικά, Кириллица, Łódź, ﬁ', tone: 'warning' },
  { kind: 'facts', rows: [{ name: 'Hash', value: 'a'.repeat(64) }] },
];
const report = (input: Partial<ReportDocument> = {}): ReportDocument => ({
  title: 'Incident report: Grüße, Ωmega',
  language: 'en',
  organisation: 'Muster GmbH',
  madeAt: '2026-01-01T09:00:00.000Z',
  madeBy: 'Lea Lead',
  recipient: 'The authority',
  mark: '11111111-1111-4111-8111-111111111111',
  blocks: [...blocks],
  ...input,
});

const pdfOf = async (given: ReportDocument) =>
  getDocument({ data: Uint8Array.from(await render({ format: 'pdf', document: given })), verbosity: 0 }).promise;

/** Dictionaries are given as maps or as objects, by version of the reader. */
const entriesOf = (given: unknown): object =>
  given instanceof Map ? (Object.fromEntries(given) as object) : Object(given);

/** The text of all pages as it is read. */
async function textOf(pdf: Awaited<ReturnType<typeof pdfOf>>): Promise<string> {
  const pages = Array.from({ length: pdf.numPages }, async (_, at) => {
    const { items } = await (await pdf.getPage(at + 1)).getTextContent();
    return items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('');
  });
  return (await Promise.all(pages)).join('\n');
}

/** Parts of a DOCX by name, each of them well-formed XML. */
async function partsOf(bytes: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const zip = new ZipReader(new BlobReader(new Blob([Uint8Array.from(bytes)])));
  const parts = new Map<string, string>();
  for (const entry of await zip.getEntries()) {
    if (entry.directory) continue;
    const text = await entry.getData(new TextWriter());
    parts.set(entry.filename, text);
    if (/\.(xml|rels)$/.test(entry.filename)) new SaxesParser({ xmlns: true }).write(text).close();
  }
  await zip.close();
  return parts;
}
const wordsOf = (xml: string): string =>
  [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join('\n');

describe('a PDF', () => {
  test('has title, language, structure and bookmarks, and says what was given', async () => {
    const pdf = await pdfOf(report());
    const { info, metadata } = await pdf.getMetadata();
    expect(info).toMatchObject({
      Title: 'Incident report: Grüße, Ωmega',
      Author: 'Lea Lead, Muster GmbH',
      Language: 'en',
    });
    expect(String(metadata?.get('pdfuaid:part'))).toBe('1');
    expect(entriesOf(await pdf.getMarkInfo())).toMatchObject({ Marked: true });
    expect(entriesOf(await pdf.getViewerPreferences())).toMatchObject({ DisplayDocTitle: true });
    const outline = await pdf.getOutline();
    expect(outline.map(({ title, items }) => [title, items.map((one) => one.title)])).toEqual([
      ['Situation', []],
      ['Impact', ['Files']],
    ]);
    const text = await textOf(pdf);
    for (const said of [
      'Ελληνικά, Кириллица, Łódź',
      'item-79',
      '80 of 90 rows',
      'Known in part',
      '18 to 20',
      'a'.repeat(64),
    ]) {
      expect(text).toContain(said);
    }
    expect(pdf.numPages).toBeGreaterThan(2);
    // On every page, beside what is read.
    expect(text.match(/Mark 11111111-1111-4111-8111-111111111111 · \d of \d/g)).toHaveLength(pdf.numPages);
  });

  test('says in its structure which cells are heads, and repeats no head for those who listen', async () => {
    const pdf = await pdfOf(report());
    const roles: string[] = [];
    // Each page is given with the whole of the tables that it has a part of: what counts are elements with content on it.
    const walk = (node: object): void => {
      const children = 'children' in node && Array.isArray(node.children) ? (node.children as { type?: string }[]) : [];
      if ('role' in node && children.some(({ type }) => type === 'content')) roles.push(String(node.role));
      for (const child of children) walk(child);
    };
    for (let page = 1; page <= pdf.numPages; page += 1) walk((await (await pdf.getPage(page)).getStructTree()) ?? {});
    const count = (role: string): number => roles.filter((one) => one === role).length;
    expect([count('H1'), count('TH'), count('TD')]).toEqual([1, 2 + 1 + 3 + 80, 1 + 2 * 80]);
  });

  test.skipIf(!poppler)(`is read by poppler${poppler ? '' : ' (skipped: install poppler-utils)'}`, async () => {
    const path = join(folder, 'report.pdf');
    writeFileSync(path, await render({ format: 'pdf', document: report() }));
    const { stdout, stderr } = await run('pdfinfo', [path]);
    expect(stdout).toMatch(/^Title: +Incident report: Grüße, Ωmega$/m);
    expect(stdout).toMatch(/^Tagged: +yes$/m);
    const read = await run('pdftotext', [path, '-']);
    expect(read.stdout).toContain('Ελληνικά, Кириллица, Łódź');
    const structure = await run('pdfinfo', ['-struct', path]);
    expect(structure.stdout).toMatch(/^Document\n {2}H1/);
    expect([stderr, read.stderr, structure.stderr]).toEqual(['', '', '']);
  });
});

describe('a DOCX', () => {
  test('is well-formed in all parts, with title, language, heads that repeat, and what was given', async () => {
    const parts = await partsOf(await render({ format: 'docx', document: report() }));
    const document = parts.get('word/document.xml') ?? '';
    expect(parts.get('docProps/core.xml')).toContain('<dc:title>Incident report: Grüße, Ωmega</dc:title>');
    expect(parts.get('word/styles.xml')).toContain('w:lang w:val="en-GB"');
    expect(document.match(/<w:tblHeader\/>/g)).toHaveLength(2);
    expect(document.match(/w:val="Heading1"/g)).toHaveLength(2);
    const words = wordsOf(document);
    for (const said of [
      'Ελληνικά, Кириллица, Łódź, ﬁ',
      'item-79',
      'Not fully read (80 of 90 rows)',
      'Known in part',
      '18 to 20',
    ]) {
      expect(words).toContain(said);
    }
  });

  test.skipIf(!office)(
    `is opened by LibreOffice${office ? '' : ' (skipped: install libreoffice-writer)'}`,
    async () => {
      const path = join(folder, 'report.docx');
      writeFileSync(path, await render({ format: 'docx', document: report() }));
      const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
      await run('soffice', [
        profile,
        '--headless',
        '--convert-to',
        'txt:Text (encoded):UTF8',
        '--outdir',
        folder,
        path,
      ]);
      const text = readFileSync(join(folder, 'report.txt'), 'utf8');
      for (const said of ['Incident report: Grüße, Ωmega', 'Known in part', 'item-79', 'Кириллица']) {
        expect(text).toContain(said);
      }
    },
  );
});

const hostile: Readonly<Record<string, string>> = {
  'text that is turned around': 'Report \u202egpj.exe\u202c of \u2066x\u2069',
  'control characters': 'a\u0000b\u0008c\u001b[31md\u009be\ufffff\u2028g',
  '10,000 characters': 'Long title '.repeat(910),
  'one word of 10,000 characters': 'x'.repeat(10_000),
  '500 lines': 'line\n'.repeat(500),
  emoji: '👩‍👩‍👧‍👦 🏳️‍🌈 😀',
  'halves of pairs': 'a\ud83db\ude00c',
  'marks upon marks': `Z${'\u0301'.repeat(500)}algo`,
  'signs of XML': '</w:t></w:r><w:p>&amp;<!--]]>"\'',
  'other scripts': 'שלום العربية 漢字 हिन्दी ქართული',
};

describe('what somebody wrote to break it breaks neither', () => {
  const places = (text: string): ReportDocument =>
    report({
      title: text,
      recipient: text.slice(0, 300),
      organisation: text,
      madeBy: text,
      blocks: [
        { kind: 'heading', level: 1, text },
        { kind: 'heading', level: 2, text },
        { kind: 'paragraph', text, tone: 'plain' },
        { kind: 'facts', rows: [{ name: text, value: text }] },
        { kind: 'answer', question: text, certainty: 'unknown', answer: text, from: text, changed: text },
        {
          kind: 'table',
          caption: text,
          columns: [
            { name: 'Narrow', width: 10, align: 'start' },
            { name: 'Wide', width: 90, align: 'end' },
          ],
          rows: [[text, text]],
          rowsInAll: 1,
        },
        { kind: 'bars', caption: text, of: 'Findings', bars: [{ name: text, value: 1, says: text.slice(0, 40) }] },
        { kind: 'paragraph', text: 'The end', tone: 'plain' },
      ],
    });

  test.each(Object.entries(hostile))('%s', async (name, text) => {
    const pdf = await pdfOf(places(text));
    const read = await textOf(pdf);
    expect(read).toContain('The end');
    // Nothing that is hidden stays hidden.
    expect(read).not.toMatch(/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
    if (name === 'other scripts')
      expect(read).toMatch(/\d+ signs are in scripts .* The same report as\s+DOCX holds them/s);
    const parts = await partsOf(await render({ format: 'docx', document: places(text) }));
    const document = parts.get('word/document.xml') ?? '';
    expect(wordsOf(document)).toContain('The end');
    expect(document).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
    if (name === 'other scripts') expect(document).toContain(text);
  });
});
