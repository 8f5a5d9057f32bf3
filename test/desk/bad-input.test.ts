import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operations } from '#server/client';
import type { respond } from '../../src/server/client/operations.ts';
import { openTestIncident } from '../../src/respond/testing/desk.ts';
import { openTestServer, type TestServer } from '../../src/server/testing/server.ts';
import {
  corrupted,
  cutShort,
  good,
  goodBytes,
  gzipped,
  lockedZip,
  nested,
  noise,
  ratioBomb,
  spreadBomb,
  wrongChecksum,
} from '../cli/hostile.ts';
import { gzipQuine } from '../cli/quine.ts';
import { docx } from '../inspect/office-package.ts';
import { pdfOf } from '../inspect/pdf-document.ts';
import { tar } from '../range/formats/tar.ts';
import { zip } from '../range/formats/zip.ts';
import { ask, handIn } from './testing/asking.ts';
import { inspectAll } from './testing/inspect-all.ts';

// The bad files of test/cli/bad-input.test.ts, handed in over HTTP as items of one incident and inspected by a worker: what
// the API then says of them. Nothing is lost, nothing that was not read counts as clean, and no run fails.

const { impact } = operations.respond;
type File = respond.impact.InspectedFile;

const addresses = Array.from({ length: 60 }, (_, at) => `person.${at}@hafenkontor.eu`);
const pdf = pdfOf({
  pages: [0, 30].map((first) => ({
    texts: addresses.slice(first, first + 30).map((text, at) => ({ x: 72, y: 800 - at * 20, text: `E-mail: ${text}` })),
  })),
});
const document = docx(addresses.map((text) => `<w:p><w:r><w:t>Write to ${text} soon</w:t></w:r></w:p>`).join(''));
const archive = zip([
  { name: 'a.csv', bytes: goodBytes },
  { name: 'b.csv', bytes: goodBytes },
  { name: 'c.csv', bytes: Buffer.from(`${good}${noise(3000).toString()}`) },
]);
const shipped = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, '../cases/formats', name));
const hostileNames = ['../../escape.csv', '/etc/escape.csv', 'a\nb\u202egnp.csv', 'c\u001b[31m.csv', '\0.csv'];
const line = `${'ballast '.repeat(131_072)}mara.lindqvist@hafenkontor.eu `.repeat(8);

interface Bad {
  readonly bytes: Uint8Array | string;
  /** What is said of the item itself. */
  readonly item: Partial<Pick<File, 'status' | 'reason'>>;
  /** Why anything in it, itself included, was not fully read. */
  readonly reasons: readonly string[];
  /** Findings in all of it, at least. */
  readonly findings: number;
  /** Files in it, itself included. */
  readonly files?: number;
}
const inspected = { status: 'inspected', reason: null } as const;
const partial = (reason: string) => ({ status: 'partial', reason }) as const;
const unreadable = (reason: string) => ({ status: 'unreadable', reason }) as const;

const table: Readonly<Record<string, () => Bad | Promise<Bad>>> = {
  'an empty file': () => ({ bytes: '', item: inspected, reasons: [], findings: 0 }),
  'a table under another name': () => ({ bytes: good, item: inspected, reasons: [], findings: 4 }),
  'bytes of no format': () => ({
    bytes: noise(4000),
    item: unreadable('format-unsupported'),
    reasons: ['format-unsupported'],
    findings: 0,
  }),
  'text in broken letters': () => ({
    bytes: Buffer.concat([
      Buffer.from('Ünder the bridge: mara.lindqvist@hafenkontor.eu\n'.repeat(40)),
      Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0x0a]),
      Buffer.from('tobias.brandt@hafenkontor.eu\n'),
    ]),
    item: partial('encoding-uncertain'),
    reasons: ['encoding-uncertain'],
    findings: 41,
  }),
  'NUL in text': () => ({
    bytes: `a\0b\0 mara.lindqvist@hafenkontor.eu ${'text with words '.repeat(40)}\n`,
    item: inspected,
    reasons: [],
    findings: 1,
  }),
  'one line of 8 MB': () => ({ bytes: line, item: inspected, reasons: [], findings: 8 }),
  'a PDF that is cut': () => damaged(cutShort(pdf, 0.6), 10),
  'a PDF that is broken': () => ({ ...damaged(corrupted(pdf, 7), 0), item: { reason: 'damaged' } }),
  'the head of a PDF': () => ({ ...damaged(pdf.subarray(0, 20), 0), item: unreadable('damaged') }),
  'a document that is cut': () => damaged(cutShort(document, 0.7), 10),
  'an archive that is cut': () => damaged(cutShort(archive, 0.3), 4),
  'an archive whose checksum is wrong': () => ({
    bytes: wrongChecksum(),
    item: inspected,
    reasons: ['damaged'],
    findings: 4,
  }),
  'a bomb of one large member': () => ({
    bytes: ratioBomb(80),
    item: partial('limit-ratio'),
    reasons: ['limit-ratio'],
    findings: 4,
  }),
  'a bomb of many members': () => ({
    bytes: spreadBomb(16, 4),
    item: partial('limit-ratio'),
    reasons: ['limit-ratio'],
    findings: 0,
  }),
  'archives in archives': () => ({ bytes: nested(12), item: inspected, reasons: ['limit-depth'], findings: 4 }),
  'gzip in gzip': () => ({ bytes: gzipped(30), item: inspected, reasons: ['limit-depth'], findings: 0 }),
  'gzip that holds itself': () => ({ bytes: gzipQuine(), item: inspected, reasons: ['limit-depth'], findings: 0 }),
  'paths in a ZIP': () => ({
    bytes: zip(hostileNames.map((name) => ({ name, bytes: goodBytes }))),
    item: inspected,
    reasons: [],
    findings: 20,
    files: 6,
  }),
  'paths in a TAR': () => ({
    bytes: tar(['../escape.csv', 'x\u202e\n.csv'].map((name) => ({ name, bytes: goodBytes }))),
    item: inspected,
    reasons: [],
    findings: 8,
    files: 3,
  }),
  'a ZIP with a password': async () => ({ ...locked(await lockedZip('quay-street')), item: inspected, findings: 4 }),
  'a PDF with a password': () => locked(shipped('aes256.pdf')),
  'a workbook with a password': () => locked(shipped('agile.xlsx')),
  'a document with a password': () => locked(shipped('standard.docx')),
};

function damaged(bytes: Uint8Array, findings: number): Bad {
  return { bytes, item: partial('damaged'), reasons: ['damaged'], findings };
}
function locked(bytes: Uint8Array): Bad {
  return { bytes, item: unreadable('wrong-password'), reasons: ['wrong-password'], findings: 0 };
}

let box: TestServer;
let incident = '';
const items = new Map<string, { readonly id: string; readonly bad: Bad }>();
beforeAll(async () => {
  box = await openTestServer();
  incident = await openTestIncident(box);
  for (const [name, make] of Object.entries(table)) {
    const bad = await make();
    items.set(name, { id: await handIn(box, incident, { name, bytes: bad.bytes }), bad });
  }
  await inspectAll(box);
});
afterAll(() => box.close());

async function filesOf(evidence: string): Promise<readonly File[]> {
  const session = await box.session('lead');
  const files: File[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = { evidence, limit: '500', ...(cursor !== undefined && { cursor }) };
    const { answer } = await ask(box, impact.listFiles.id, { incident }, { session, query });
    const page = answer as unknown as { items: File[]; next: string | null };
    files.push(...page.items);
    cursor = page.next;
  }
  return files;
}
const foundIn = (files: readonly File[]): number =>
  files.flatMap(({ elements }) => Object.values(elements)).reduce((sum, one) => sum + one, 0);

describe('is what the API says it is, with the reason of each file that was not fully read', () => {
  test.each(Object.keys(table))('%s', async (name) => {
    const { id, bad } = items.get(name) ?? { id: '', bad: undefined };
    const files = await filesOf(id);
    const item = files.find(({ number }) => number === 0);
    expect(item).toMatchObject({ ...bad?.item, path: '', bytes: Buffer.byteLength(bad?.bytes ?? '') });
    for (const { status, reason } of files) expect(reason === null).toBe(status === 'inspected');
    expect([...new Set(files.flatMap(({ reason }) => reason ?? []))]).toEqual(bad?.reasons);
    expect(foundIn(files)).toBeGreaterThanOrEqual(bad?.findings ?? 0);
    if (bad?.files !== undefined) expect(files).toHaveLength(bad.files);
  });
});

test('names in archives are told as they are: JSON keeps them apart from what is around them', async () => {
  const files = await filesOf(items.get('paths in a ZIP')?.id ?? '');
  expect(files.filter(({ path }) => path !== '').map(({ path }) => path)).toEqual(
    hostileNames.map((name) => `!/${name}`),
  );
});

test('every item is there, every run is complete, and the whole does not count as searched', async () => {
  const session = await box.session('lead');
  const { answer } = await ask(box, impact.showImpact.id, { incident }, { session });
  expect(answer).toMatchObject({
    items: { whole: items.size, sample: 0, waiting: 0, notSearched: 0, uploading: 0, sealedOff: 0 },
    searchedInWhole: false,
    persons: [{ atLeast: true }],
  });
  const { files, reasons } = answer as unknown as respond.impact.Overview;
  const notFullyRead = Object.values(reasons).reduce((sum, one) => sum + one, 0);
  expect([files.reading, files.partial + files.unreadable]).toEqual([0, notFullyRead]);
});

test('the log of the server holds no name of theirs and no value', () => {
  for (const text of ['escape', 'hafenkontor', 'lindqvist', 'quay-street']) expect(box.logged()).not.toContain(text);
});
