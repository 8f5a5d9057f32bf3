import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import type { Format } from '../contract.ts';
import { format as bzip2 } from '../formats/bzip2.ts';
import { format as lzma } from '../formats/lzma.ts';
import { format as xz } from '../formats/xz.ts';
import { format as zstd } from '../formats/zstd.ts';
import { History } from './lzma/history.ts';

/** Written by bzip2 1.0.8, xz 5 and zstd 1.5 from `people.csv`. */
const folder = join(import.meta.dirname, '../../../test/cases/packed');
const sample = (name: string): Buffer => readFileSync(join(folder, name));
const people = sample('people.csv').toString();

async function read(format: Format, bytes: Uint8Array, name = '', step = 65_536) {
  const got = collect();
  await format.extract(memoryInput(bytes, step), got.sink, { ...context(), name });
  return {
    partials: got.partials,
    listed: got.members.map((member) => [member.name, Buffer.from(member.bytes).toString(), member.reason]),
  };
}

const cases: [string, Format, string][] = [
  ['people.csv.bz2', bzip2, 'people.csv'],
  ['two-streams.csv.bz2', bzip2, 'two-streams.csv'],
  ['people.csv.xz', xz, 'people.csv'],
  ['two-streams.csv.xz', xz, 'two-streams.csv'],
  ['filters.csv.xz', xz, 'filters.csv'],
  ['people.csv.lzma', lzma, 'people.csv'],
  ['people.csv.zst', zstd, 'people.csv'],
];

describe('packed files', () => {
  test.each(cases)('%s is unpacked, however it comes', async (name, format, member) => {
    const bytes = sample(name);
    expect(format.detect(headOf(bytes))).toBeGreaterThanOrEqual(0.7);
    for (const step of [1, 777, 65_536]) {
      expect(await read(format, bytes, name, step)).toEqual({ partials: [], listed: [[member, people, undefined]] });
    }
  });

  test.each(cases)('%s is no other format', (name, format) => {
    for (const other of [bzip2, xz, lzma, zstd]) {
      if (other !== format) expect(other.detect(headOf(sample(name)))).toBe(0);
    }
    for (const text of ['', 'BZh', 'BZh91AY', people]) expect(format.detect(headOf(text))).toBe(0);
  });

  test.each(cases)('%s cut short gives what came before, and says so', async (name, format) => {
    const bytes = sample(name);
    for (const length of [bytes.length >> 2, bytes.length >> 1, bytes.length - 5]) {
      const { listed, partials } = await read(format, bytes.subarray(0, length), name, 333);
      expect(partials).toEqual(['damaged']);
      expect(listed[0]?.[2]).toBe('damaged');
      expect(people.startsWith(listed[0]?.[1] ?? '?')).toBe(true);
    }
  });

  test.each(cases.filter(([, format]) => format !== lzma))(
    '%s: any changed bit of the data is told',
    async (name, format) => {
      const bytes = sample(name);
      for (let at = 14; at < bytes.length; at += 7) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] as number) ^ 0x10;
        const { listed, partials } = await read(format, changed, name);
        const told = partials.length > 0 || listed.length > 1 || listed[0]?.[1] === people;
        expect(told, `byte ${at}`).toBe(true);
      }
    },
  );

  test.each(cases.filter(([, format]) => format !== lzma))(
    '%s: what follows is a member of its own',
    async (name, format) => {
      const bytes = sample(name);
      const { listed, partials } = await read(
        format,
        Buffer.concat([bytes, Buffer.alloc(600), Buffer.from('bob')]),
        '',
        99,
      );
      expect(partials).toEqual([]);
      expect(listed).toEqual([
        ['content', people, undefined],
        [`(bytes from ${bytes.length + 600})`, 'bob', undefined],
      ]);
    },
  );

  test.each(cases)('%s survives mutation', async (name, format) => {
    await survivesMutation(format, sample(name), [], 100);
  });

  test.each([
    ['a.tbz2', bzip2, 'people.csv.bz2'],
    ['a.txz', xz, 'people.csv.xz'],
    ['a.tzst', zstd, 'people.csv.zst'],
    ['x/a.tar.zst', zstd, 'people.csv.zst'],
    ['a.tlz', lzma, 'people.csv.lzma'],
  ])('%s holds a.tar', async (name, format, file) => {
    expect((await read(format, sample(file), name)).listed[0]?.[0]).toBe('a.tar');
  });
});

describe('limits of windows', () => {
  test('a stated window costs nothing by itself; one that is filled is bounded', async () => {
    const bytes = Buffer.from(sample('people.csv.lzma'));
    bytes.writeUInt32LE(0xffffffff, 1);
    expect((await read(lzma, bytes)).listed).toEqual([['content', people, undefined]]);
    const history = new History(0xffffffff, 1 << 22);
    const fill = (): void => {
      for (let round = 0; round < 100; round += 1) {
        history.ensure(65_536);
        history.append(new Uint8Array(65_536));
        history.take();
      }
    };
    expect(fill).toThrow(expect.objectContaining({ code: 'limit-memory' }) as Error);
    expect(history.bytes.length).toBeLessThanOrEqual(1 << 22);
  });

  test('zstd: a window beyond what is held, a dictionary that is elsewhere', async () => {
    const frame = (...bytes: number[]) => Buffer.from([0x28, 0xb5, 0x2f, 0xfd, ...bytes, ...Buffer.alloc(16)]);
    await expect(read(zstd, frame(0x00, 0xb8))).rejects.toMatchObject({ code: 'limit-memory' });
    expect((await read(zstd, frame(0x01, 0x50, 7))).partials).toEqual(['feature-unsupported']);
  });

  test('zstd: frames to be skipped are passed; those that hold something are told', async () => {
    const skipped = (length: number) => {
      const head = Buffer.alloc(8);
      head.writeUInt32LE(0x184d2a53, 0);
      head.writeUInt32LE(length, 4);
      return Buffer.concat([head, randomBytes(length)]);
    };
    const [one, two] = [zstdCompressSync('one,'), zstdCompressSync('two')];
    const quiet = await read(zstd, Buffer.concat([skipped(4), one, skipped(12), two]), '', 5);
    expect(quiet).toEqual({ partials: [], listed: [['content', 'one,two', undefined]] });
    const told = await read(zstd, Buffer.concat([one, skipped(5000), two]), '', 700);
    expect(told).toEqual({ partials: ['feature-unsupported'], listed: [['content', 'one,two', undefined]] });
  });
});
