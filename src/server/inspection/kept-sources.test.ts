import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { keptAsJson } from './kept-sources.ts';
import { shippedLabels, shippedRules } from './sources.ts';

let folder = '';
beforeEach(async () => {
  folder = `${await mkdtemp(join(tmpdir(), 'cofferdam-kept-'))}/`;
});
afterEach(() => rm(folder, { recursive: true }));

test('what is kept says what the files say, and is read again', async () => {
  const sources = [...(await shippedRules()), ...(await shippedLabels())];
  const first = await keptAsJson(sources, folder);
  expect(first.map(({ path, text }) => [path, JSON.parse(text)])).toEqual(
    sources.map(({ path, text }) => [path, parse(text)]),
  );
  expect(await keptAsJson(sources, folder)).toEqual(first);
  expect(await readdir(folder)).toHaveLength(1);
});

test('a file that is damaged is made anew, and changed sources have a file of their own', async () => {
  const sources = [{ path: 'one.yml', text: 'a: [1, 2]' }];
  await keptAsJson(sources, folder);
  const [name = ''] = await readdir(folder);
  await writeFile(join(folder, name), '[{"path":');
  expect(await keptAsJson(sources, folder)).toEqual([{ path: 'one.yml', text: '{"a":[1,2]}' }]);
  await keptAsJson([{ path: 'one.yml', text: 'a: [1, 3]' }], folder);
  expect(await readdir(folder)).toHaveLength(2);
});

test('where nothing can be kept, or a source is not YAML, the sources are what they were', async () => {
  const sources = [{ path: 'one.yml', text: 'a: 1' }];
  expect(await keptAsJson(sources, '/dev/null/nowhere/')).toBe(sources);
  const broken = [{ path: 'one.yml', text: 'a: [' }];
  expect(await keptAsJson(broken, folder)).toBe(broken);
});
