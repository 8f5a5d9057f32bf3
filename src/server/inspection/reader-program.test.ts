import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { InspectEvent } from '#inspect';
import { readerProgram, type ReaderProgram } from './reader-program.ts';
import { openReaders } from './reading.ts';
import { formatModules, shippedLabels, shippedRules } from './sources.ts';
import { memoryInput, options } from './testing/here.ts';

// Below the program: that is where readers may read while they load.
const cache = fileURLToPath(new URL('../../../node_modules/.cache/', import.meta.url));
await mkdir(cache, { recursive: true });
const folder = await mkdtemp(join(cache, 'reader-program-'));
const empty = await mkdtemp(join(tmpdir(), 'reader-program-'));
afterAll(() => Promise.all([folder, empty].map((path) => rm(path, { recursive: true }))));
const modules = await formatModules();

test('is made once, whole, by however many ask at the same time', async () => {
  const programs = await Promise.all([1, 2, 3].map(() => readerProgram(modules, folder)));
  expect(programs[1]).toEqual(programs[0]);
  expect(programs[2]).toEqual(programs[0]);
  expect(programs[0]?.entry.pathname).toMatch(/\/reader-[0-9a-f]{32}\/reader\.mjs$/);
  expect(await readdir(folder)).toHaveLength(1);
  const some = modules.slice(3, 5);
  expect((await readerProgram(some, folder)).modules).toEqual(programs[0]?.modules.slice(3, 5));
  expect(await readdir(folder)).toHaveLength(1);
});

describe('is the sources themselves', () => {
  const sources = { entry: new URL('reader.ts', import.meta.url) };

  test('where nothing can be kept', async () => {
    expect(await readerProgram(modules, '/dev/null/nowhere')).toEqual({ ...sources, modules });
  });

  test('for a format that the program does not ship', async () => {
    const own = [...modules, new URL('testing/box.ts', import.meta.url).href];
    expect(await readerProgram(own, empty)).toEqual({ ...sources, modules: own });
    expect(await readdir(empty)).toEqual([]);
  });
});

/** Those that load more than their own code: a language model, character maps, a decoder; and one that goes through many formats. */
const cases = ['pdf.scan/input.pdf', 'sqlite.customers/input.db', 'pst.mailbox/input.pst', 'rar.leak/input.rar'];

test.each(cases)('tells of %s what the sources tell', async (name) => {
  const bytes = await readFile(new URL(`../../../test/cases/extract/${name}`, import.meta.url));
  const told = await Promise.all(
    [await readerProgram(modules, folder), await readerProgram(modules, '/dev/null/nowhere')].map((program) =>
      tell(program, name, bytes),
    ),
  );
  expect(told[0]?.at(-1)).toMatchObject({ type: 'end', file: 0 });
  expect(told[0]).toEqual(told[1]);
});

async function tell(program: ReaderProgram, name: string, bytes: Uint8Array): Promise<InspectEvent[]> {
  const [rules, labels] = await Promise.all([shippedRules(), shippedLabels()]);
  const readers = openReaders({ size: 1, ...program, rules, labels, key: new Uint8Array(32), asOf: '2026-01-01' });
  const asked = { ...options, name, text: true };
  const events: InspectEvent[] = [];
  try {
    await readers.inspect(memoryInput(bytes), asked, async (event) => void events.push(event));
  } finally {
    await readers.close();
  }
  return events;
}
