import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { docx } from '../inspect/office-package.ts';
import { pdfOf } from '../inspect/pdf-document.ts';
import { tar } from '../range/formats/tar.ts';
import { zip } from '../range/formats/zip.ts';
import {
  corrupted,
  cutShort,
  good,
  goodBytes,
  gzipped,
  lockedZip,
  manyMembers,
  nested,
  noise,
  ratioBomb,
  spreadBomb,
  wrongChecksum,
} from './hostile.ts';
import { gzipQuine } from './quine.ts';
import { cofferdam, inspectJson, type Read, type ResultFile } from './run.ts';

const cases = join(import.meta.dirname, '../cases/formats');
const addresses = Array.from({ length: 300 }, (_, at) => `person.${at}@hafenkontor.eu`);

const pdf = pdfOf({
  pages: [0, 1].map((page) => ({
    texts: addresses
      .slice(page * 30, page * 30 + 30)
      .map((text, at) => ({ x: 72, y: 800 - at * 20, text: `E-mail: ${text}` })),
  })),
});
const document = docx(addresses.map((text) => `<w:p><w:r><w:t>Write to ${text} soon</w:t></w:r></w:p>`).join(''));
const archive = zip([
  { name: 'a.csv', bytes: goodBytes },
  { name: 'b.csv', bytes: goodBytes },
  { name: 'c.csv', bytes: Buffer.from(`${good}${noise(3000).toString()}`) },
]);
const locked = ['locked.zip', 'weak.zip', 'aes256.pdf', 'agile.xlsx', 'standard.docx'];

let folder: string;
let outside: string;
let read: Read;

const at = (name: string) => join(folder, name);
const entry = (name: string): ResultFile | undefined => read.byPath.get(at(name));
const below = (name: string) => read.result.files.filter(({ path }) => path.startsWith(`${at(name)}!/`));

beforeAll(async () => {
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'cofferdam-test-')));
  folder = join(outside, 'leak');
  mkdirSync(folder);
  const files: Record<string, string | Uint8Array> = {
    'good.csv': good,
    'empty.pdf': '',
    'holiday.jpg': good,
    blob: noise(4000),
    'broken.txt': Buffer.concat([
      Buffer.from('Ünder the bridge: mara.lindqvist@hafenkontor.eu\n'.repeat(40)),
      Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0x0a]),
      Buffer.from('tobias.brandt@hafenkontor.eu\n'),
    ]),
    'nul.txt': `a\0b\0 mara.lindqvist@hafenkontor.eu ${'text with words '.repeat(40)}\n`,
    'a\nWhat is in it\u202egnp.csv': good,
    '=cmd|calc.csv': good,
    'cut.pdf': cutShort(pdf, 0.6),
    'corrupt.pdf': corrupted(pdf, 7),
    'stub.pdf': pdf.subarray(0, 20),
    'cut.docx': cutShort(document, 0.7),
    'corrupt.docx': corrupted(document, 11),
    'cut.zip': cutShort(archive, 0.3),
    'corrupt.zip': corrupted(archive, 5),
    'sum.zip': wrongChecksum(),
    'ratio.zip': ratioBomb(80),
    'spread.zip': spreadBomb(16, 5),
    'many.zip': manyMembers(3000),
    'deep.zip': nested(12),
    'deep.gz': gzipped(30),
    'quine.gz': gzipQuine(),
    'names.zip': zip(
      ['../../escape.csv', join(outside, 'escape.csv'), 'a\nb\u202egnp.csv', 'c\u001b[31m.csv', '\0.csv'].map(
        (name) => ({
          name,
          bytes: goodBytes,
        }),
      ),
    ),
    'names.tar': tar([
      { name: '../escape.csv', bytes: goodBytes },
      { name: 'x\u202e\n.csv', bytes: goodBytes },
    ]),
    'locked.zip': await lockedZip('quay-street'),
    'weak.zip': await lockedZip('quay-street', true),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(at(name), content);
  for (const name of locked.slice(2)) writeFileSync(at(name), readFileSync(join(cases, name)));
  read = await inspectJson('--max-members', '2000', folder);
}, 600_000);
afterAll(() => rmSync(outside, { recursive: true, force: true }));

describe('a folder of bad files', () => {
  it('is read to its end, and the exit code says both that something was found and that not all was read', () => {
    expect(read.code).toBe(5);
    expect(read.err).toBe('');
    expect(entry('good.csv')).toMatchObject({ status: 'inspected' });
    expect(entry('good.csv')?.findings).toHaveLength(4);
    expect(read.result.persons?.atLeast).toBe(true);
  });

  it('has a reason for each file that is not read in full, and for no other', () => {
    for (const { status, reason } of read.result.files) expect(reason === undefined).toBe(status === 'inspected');
  });

  it('names the size and hash of each file on disk, read or not', () => {
    for (const file of read.result.files.filter(({ path }) => !path.includes('!/'))) {
      expect(file.bytes).toBe(readFileSync(file.path).length);
      expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('an empty file is read in full and holds nothing', () => {
    expect(entry('empty.pdf')).toMatchObject({ status: 'inspected', bytes: 0, findings: [] });
  });

  it('a wrong extension does not matter', () => {
    expect(entry('holiday.jpg')).toMatchObject({ status: 'inspected', mediaType: 'text/csv' });
    expect(entry('holiday.jpg')?.findings).toHaveLength(4);
  });

  it('binary data of no known format is unreadable, never clean', () => {
    expect(entry('blob')).toMatchObject({ status: 'unreadable', reason: 'format-unsupported', bytes: 4000 });
  });

  it('NUL bytes and invalid UTF-8 cost nothing but themselves', () => {
    expect(entry('broken.txt')).toMatchObject({ status: 'partial', reason: 'encoding-uncertain' });
    expect(entry('broken.txt')?.findings).toHaveLength(41);
    expect(entry('nul.txt')?.findings).toHaveLength(1);
  });

  it.each(['cut.pdf', 'cut.docx'])('%s: what came before the cut is inspected', (name) => {
    expect(entry(name)).toMatchObject({ status: 'partial', reason: 'damaged' });
    expect(entry(name)?.findings.length).toBeGreaterThan(10);
  });

  it.each(['corrupt.pdf', 'stub.pdf', 'corrupt.docx'])('%s is not clean', (name) => {
    expect(entry(name)?.status).not.toBe('inspected');
    expect(entry(name)?.reason).toBe('damaged');
  });

  it.each(['cut.zip', 'corrupt.zip', 'sum.zip'])('%s: some member or the whole is damaged', (name) => {
    const all = [entry(name), ...below(name)];
    expect(all.map((file) => file?.reason)).toContain('damaged');
    expect(all.flatMap((file) => file?.findings ?? []).length).toBeGreaterThanOrEqual(4);
  });

  it('text that turns out damaged at its end keeps what was found in it', () => {
    expect(entry('sum.zip!/a.csv')).toMatchObject({ status: 'partial', reason: 'damaged' });
    expect(entry('sum.zip!/a.csv')?.findings).toHaveLength(4);
  });

  it.each(['ratio.zip', 'spread.zip'])('%s, a bomb, ends at the ratio', (name) => {
    expect(entry(name)).toMatchObject({ status: 'partial', reason: 'limit-ratio' });
  });

  it('what stands before the bomb in its archive is inspected', () => {
    expect(below('ratio.zip')[0]).toMatchObject({ path: `${at('ratio.zip')}!/first.csv`, status: 'inspected' });
    expect(below('ratio.zip')[0]?.findings).toHaveLength(4);
  });

  it('an archive of too many members ends at the limit', () => {
    expect(entry('many.zip')).toMatchObject({ status: 'partial', reason: 'limit-members' });
    expect(below('many.zip')).toHaveLength(2000);
  });

  it.each(['deep.zip', 'deep.gz', 'quine.gz'])('%s ends at the depth, once', (name) => {
    const all = [entry(name), ...below(name)];
    expect(all.filter((file) => file?.reason === 'limit-depth')).toHaveLength(1);
    expect(all.length).toBeLessThan(20);
  });

  it('a file that holds itself is the same at each level', () => {
    expect(new Set(below('quine.gz').map(({ sha256 }) => sha256))).toEqual(new Set([entry('quine.gz')?.sha256]));
  });

  it('hostile names on disk and in archives are told as they are in JSON', () => {
    expect(entry('a\nWhat is in it\u202egnp.csv')).toMatchObject({ status: 'inspected' });
    expect(below('names.zip').map(({ path }) => path.slice(at('names.zip!/').length))).toEqual([
      '../../escape.csv',
      join(outside, 'escape.csv'),
      'a\nb\u202egnp.csv',
      'c\u001b[31m.csv',
      '\0.csv',
    ]);
    expect(below('names.tar').map(({ path }) => path.slice(at('names.tar!/').length))).toEqual([
      '../escape.csv',
      'x\u202e\n.csv',
    ]);
    for (const { status, findings } of [...below('names.zip'), ...below('names.tar')]) {
      expect([status, findings.length]).toEqual(['inspected', 4]);
    }
  });

  it('nothing is written outside, whatever the names in an archive are', () => {
    expect(() => readFileSync(join(outside, 'escape.csv'))).toThrow('ENOENT');
    expect(() => readFileSync(join(outside, '../escape.csv'))).toThrow('ENOENT');
  });
});

describe('protected files', () => {
  /** The file itself, where it is one, and the member that is locked. */
  const lockedPart = (by: Read, name: string) =>
    by.result.files.find(({ path }) => path === at(`${name}!/locked.csv`)) ?? by.byPath.get(at(name));
  const withPasswords = async (lines: string) => {
    const passwords = join(outside, 'passwords');
    writeFileSync(passwords, lines);
    return inspectJson('--password-file', passwords, ...locked.map(at));
  };

  it.each(locked)('%s without a password is unreadable', (name) => {
    expect(lockedPart(read, name)).toMatchObject({ status: 'unreadable', reason: 'wrong-password', findings: [] });
  });

  it('members that are not locked are inspected all the same', () => {
    for (const name of ['locked.zip!/open.csv', 'weak.zip!/open.csv']) expect(entry(name)?.findings).toHaveLength(4);
  });

  it('wrong passwords open nothing, and are not repeated anywhere', async () => {
    const wrong = await withPasswords('harbour-light\nlantern-song\n');
    for (const name of locked) {
      expect(lockedPart(wrong, name)).toMatchObject({ status: 'unreadable', reason: 'wrong-password' });
    }
    expect(JSON.stringify(wrong.result) + wrong.err).not.toMatch(/harbour-light|lantern-song/);
  });

  it('the right one among others opens all of them', async () => {
    const right = await withPasswords('harbour-light\r\nquay-street\r\nuser\r\n');
    expect(right.result.files.filter(({ status }) => status !== 'inspected')).toEqual([]);
    expect(right.code).toBe(3);
    for (const name of locked) {
      const inside = right.result.files.filter(({ path }) => path.startsWith(at(name)));
      expect(inside.flatMap(({ findings }) => findings).length).toBeGreaterThan(0);
    }
  });
});

describe('on a terminal', () => {
  it('names cannot forge lines, turn text around or send commands, and each reason is said with a remedy', async () => {
    const table = await cofferdam([
      'inspect',
      '--max-members',
      '10',
      ...['a\nWhat is in it\u202egnp.csv', 'names.zip', 'names.tar', 'blob', 'many.zip'].map(at),
    ]);
    expect(table.out).toContain('a\\u{a}What is in it\\u{202e}gnp.csv');
    expect(table.out).toContain('names.zip!/c\\u{1b}[31m.csv');
    expect(table.out).not.toMatch(/[\u202e\u001b\0]/);
    expect(table.out.match(/^What is in it/gm)).toHaveLength(1);
    expect(table.out).toContain('The format is not one that Cofferdam reads. Convert it');
    expect(table.out).toContain('The container has too many members. Unpack it');
    expect(table.code).toBe(5);
  });
});
