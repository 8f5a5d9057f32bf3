import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CofferdamError } from '#platform/errors';
import { all, type TruthRecord, type TruthValue } from '../../bench/truth/read.ts';
import { type RangeSummary, writeRange } from './index.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'range-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function digestOf(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(root, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()) {
    hash.update(name.slice(root.length)).update(await readFile(name));
  }
  return hash.digest('hex');
}

const write = (name: string, seed: number, persons = 120): Promise<RangeSummary> =>
  writeRange({ seed, out: join(folder, name), persons });

test('the same seed gives the same bytes, another seed others', async () => {
  await write('a', 5);
  await write('b', 5);
  await write('c', 6);
  expect(await digestOf(join(folder, 'b'))).toBe(await digestOf(join(folder, 'a')));
  expect(await digestOf(join(folder, 'c'))).not.toBe(await digestOf(join(folder, 'a')));
});

test('a folder that is not empty is refused and left as it is', async () => {
  await writeFile(join(folder, 'mine'), 'x');
  const refused = await writeRange({ seed: 1, out: folder }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(CofferdamError);
  expect(refused).toMatchObject({ code: 'usage' });
  expect(await readFile(join(folder, 'mine'), 'utf8')).toBe('x');
});

// Few persons of Spain have an identity number: the second range has none of them.
describe.each([
  [7, ['national-id']],
  [1007, []],
])('seed %i', (seed, ofSpain) => {
  let range: RangeSummary;
  let values: TruthValue[] = [];
  let records: TruthRecord[] = [];
  beforeAll(async () => {
    range = await write(`seed ${seed}`, seed, 400);
    values = await all<TruthValue>(join(range.folder, 'truth.ndjson'));
    records = await all<TruthRecord>(join(range.folder, 'truth-records.ndjson'));
  });

  test('there are 60 to 110 files of every format', async () => {
    expect(range.files).toBeGreaterThanOrEqual(60);
    expect(range.files).toBeLessThanOrEqual(110);
    const extensions = new Set(values.map(({ file }) => file.split('.').at(-1)));
    for (const extension of [
      'txt',
      'csv',
      'tsv',
      'json',
      'ndjson',
      'xml',
      'html',
      'sql',
      'pdf',
      'docx',
      'xlsx',
      'pptx',
      'eml',
      'mbox',
      'log',
      'pem',
    ])
      expect(extensions).toContain(extension);
    const containers = new Set(
      values
        .filter(({ file }) => file.includes('!/'))
        .map(({ file }) => /\.(tar\.gz|zip|tar|gz|eml)!\//.exec(file)?.[1]),
    );
    expect(containers).toEqual(new Set(['eml', 'gz', 'tar', 'tar.gz', 'zip']));
    expect(values.some(({ file }) => /\.zip!\/.*\.zip!\//.test(file))).toBe(true);
  });

  test('there is a near miss for every three true values', () => {
    expect(range.near * 3).toBeGreaterThanOrEqual(range.scored);
  });

  test('every kind of data is there', () => {
    const kinds = new Set(values.filter(({ scored }) => scored).map(({ element }) => element));
    expect([...kinds].sort()).toEqual([
      'access-token',
      'date-of-birth',
      'email',
      'health-id',
      'iban',
      'ip-address',
      ...ofSpain,
      'password',
      'password-hash',
      'payment-card',
      'person-name',
      'phone',
      'postal-address',
      'private-key',
      'social-security-id',
      'tax-id',
    ]);
  });

  test('in plain text formats each value stands where the truth says', async () => {
    const readable = values.filter(({ file, at }) => at !== undefined && !file.includes('!/'));
    const byFile = Map.groupBy(readable, ({ file }) => file);
    expect(byFile.size).toBeGreaterThan(20);
    for (const [file, expected] of byFile) {
      const text = decode(await readFile(join(range.leak, file)));
      for (const { value, also, at } of expected) {
        expect(
          [value, ...(also ?? [])].some((form) => text.startsWith(form, at)),
          `${file}: ${value}`,
        ).toBe(true);
      }
    }
  });

  test('all who are spoken of have a record, and records name values of their person', () => {
    const recorded = new Set(records.filter(({ scored }) => scored).map(({ person }) => person));
    expect(recorded.size).toBe(range.persons);
    for (const { person } of values) if (person !== null) expect(recorded).toContain(person);
    const byId = new Map(values.map((value) => [value.id, value]));
    for (const { person, items, file } of records) {
      for (const id of items) {
        expect(byId.get(id)?.file).toBe(file);
        expect([person, null]).toContain(byId.get(id)?.person);
      }
    }
  });
});

function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
