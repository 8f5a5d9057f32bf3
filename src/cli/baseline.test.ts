import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cofferdam } from '../../test/cli/run.ts';

let folder = '';
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baseline-'));
  await mkdir(at('leak'));
  await writeFile(
    at('leak/list.csv'),
    'name,iban,email\nErika Mustermann,DE89 3704 0044 0532 0130 00,erika@kunde.example\nMax Muster,,max@kunde.example\n',
  );
  // However few findings are to be listed, a baseline has them all.
  const made = await inspect(
    '--findings',
    '1',
    '--format',
    'baseline',
    '--key-file',
    at('key'),
    '--output',
    at('known'),
  );
  expect(made.code).toBe(3);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const inspect = (...options: string[]) => cofferdam(['inspect', '--no-progress', ...options, at('leak')]);
const known = (): string[] => ['--baseline', at('known'), '--key-file', at('key')];

test('a baseline holds hashes alone, readable by its owner, and its key was made', async () => {
  const text = await readFile(at('known'), 'utf8');
  expect(text).toMatch(/^cofferdam baseline 1 [0-9a-f]{16}\n(?:[0-9a-f]{16}\n){5}$/);
  expect((await stat(at('known'))).mode & 0o077).toBe(0);
  expect((await stat(at('key'))).mode & 0o077).toBe(0);
});

test('what is known is not reported again, however and wherever it is written; what is new is', async () => {
  expect(await inspect(...known())).toMatchObject({ code: 0, err: expect.stringContaining('known already: 5') });
  await writeFile(
    at('leak/other.txt'),
    'Pay to DE89370400440532013000 or ask ERIKA@kunde.example, not paul@kunde.example.\n',
  );
  const { code, out } = await inspect(...known(), '--format', 'json');
  await rm(at('leak/other.txt'));
  expect(code).toBe(3);
  const { files } = JSON.parse(out) as { files: { path: string }[] };
  const [other] = files.filter(({ path }) => path.endsWith('other.txt'));
  expect(other).toMatchObject({ allowed: 2, findings: [{ redacted: 'p•••@k•••.example' }] });
});

test.each([
  ['cofferdam baseline 1 0000000000000000\n', 'line 1: it was made with another key'],
  ['DE89370400440532013000\n', 'line 1: it is no baseline of this version'],
])('a list that begins with %j is refused', async (text, why) => {
  await writeFile(at('wrong'), text);
  const { code, err } = await inspect('--baseline', at('wrong'), '--key-file', at('key'));
  expect(code).toBe(2);
  expect(err).toContain(why);
  expect(err).not.toContain('DE89');
});

test('one that was cut is refused: what it lacks would be reported as new', async () => {
  const text = await readFile(at('known'), 'latin1');
  await writeFile(at('wrong'), text.slice(0, -3));
  expect((await inspect('--baseline', at('wrong'), '--key-file', at('key'))).code).toBe(2);
  await writeFile(at('wrong'), text.slice(0, -1));
  expect((await inspect('--baseline', at('wrong'), '--key-file', at('key'))).err).toContain('its end is missing');
});

test.each([[['--format', 'baseline']], [['--baseline', 'known']]])('%j without a key is refused', async (options) => {
  const { code, err } = await inspect(...options);
  expect(code).toBe(2);
  expect(err).toContain('--key-file');
});
