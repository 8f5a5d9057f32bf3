import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rangeCommand } from './range.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'range-command-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const run = (...args: string[]) => rangeCommand().parseAsync(args, { from: 'user' });

test('writes the leak and the truth beside it', async () => {
  await run('--seed', '3', '--out', join(folder, 'new'), '--persons', '40');
  expect((await readdir(join(folder, 'new'))).sort((a, b) => a.localeCompare(b))).toEqual([
    'leak',
    'near.ndjson',
    'roster.csv',
    'truth-persons.csv',
    'truth-records.ndjson',
    'truth.ndjson',
  ]);
  expect((await readFile(join(folder, 'new', 'roster.csv'), 'utf8')).trim().split('\n')).toHaveLength(41);
});

test.each([
  ['a folder with something in it', ['--seed', '1']],
  ['a seed that is no number', ['--seed', 'one']],
  ['a negative seed', ['--seed', '-1']],
  ['too few persons', ['--seed', '1', '--persons', '2']],
])('refuses %s and writes nothing', async (_, args) => {
  await writeFile(join(folder, 'mine'), '');
  await expect(run(...args, '--out', folder)).rejects.toMatchObject({ code: 'usage' });
  expect(await readdir(folder)).toEqual(['mine']);
});
