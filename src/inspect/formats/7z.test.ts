import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { format } from './7z.ts';

/** Written by 7-Zip from `people.csv` and its beginnings. */
const folder = join(import.meta.dirname, '../../../test/cases/packed');
const sample = (name: string): Buffer => readFileSync(join(folder, name));
const people = sample('people.csv').toString();
const tree = [
  ['many/empty.txt', '', undefined],
  ['many/1.csv', people.slice(0, 2000), undefined],
  ['many/2.csv', people.slice(0, 4000), undefined],
  ['many/3.csv', people.slice(0, 6000), undefined],
  ['people.csv', people, undefined],
];

async function read(bytes: Uint8Array, passwords: readonly string[] = []) {
  const got = collect();
  await format.extract(memoryInput(bytes), got.sink, context(passwords));
  return {
    partials: got.partials,
    listed: got.members.map((member) => [member.name, Buffer.from(member.bytes).toString(), member.reason]),
  };
}

describe('7z', () => {
  test('detects its magic', () => {
    expect(format.detect(headOf(sample('lzma2.7z')))).toBe(0.95);
    for (const other of ['', '7z', people]) expect(format.detect(headOf(other))).toBe(0);
  });

  test.each(['lzma', 'bzip2', 'deflate', 'deflate64', 'delta', 'bcj'])('%s', async (name) => {
    expect(await read(sample(`${name}.7z`))).toEqual({ partials: [], listed: [['people.csv', people, undefined]] });
  });

  test.each(['lzma2', 'nonsolid'])('%s: several files, one empty', async (name) => {
    expect(await read(sample(`${name}.7z`))).toEqual({ partials: [], listed: tree });
  });

  test('encrypted content opens with one of the passwords', async () => {
    expect((await read(sample('aes.7z'), ['wrong', 'sesame'])).listed).toEqual(tree);
    expect((await read(sample('copyaes.7z'), ['wrong', 'sesame'])).listed).toEqual([['people.csv', people, undefined]]);
    const locked = await read(sample('aes.7z'), ['wrong']);
    expect(locked.listed).toEqual(tree.map(([name], at) => [name, '', at === 0 ? undefined : 'wrong-password']));
  });

  test('encrypted headers', async () => {
    expect((await read(sample('locked.7z'), ['wrong', 'sesame'])).listed).toEqual(tree);
    await expect(read(sample('locked.7z'))).rejects.toMatchObject({ code: 'wrong-password' });
  });

  test('what is not read is named', async () => {
    expect((await read(sample('ppmd.7z'))).listed).toEqual([['people.csv', '', 'feature-unsupported']]);
  });

  test('bytes that no header tells of are members', async () => {
    const bytes = Buffer.concat([sample('lzma.7z'), Buffer.alloc(64), Buffer.from('bob@example.org')]);
    const { listed } = await read(bytes);
    expect(listed).toHaveLength(2);
    expect(listed[1]?.[1]).toContain('bob@example.org');
  });

  test('a damaged block spoils what comes behind it in the same folder alone', async () => {
    const solid = sample('lzma2.7z');
    solid[400] = (solid[400] as number) ^ 0x40;
    const { listed } = await read(solid);
    expect(listed.map(([name]) => name)).toEqual(tree.map(([name]) => name));
    expect(listed.at(-1)?.[2]).toBe('damaged');
    const apart = sample('nonsolid.7z');
    apart[100] = (apart[100] as number) ^ 0x40;
    expect((await read(apart)).listed.filter(([, , reason]) => reason !== undefined)).toHaveLength(1);
  });

  test('cut, or one of several volumes: damaged', async () => {
    await expect(read(sample('lzma2.7z').subarray(0, 900))).rejects.toMatchObject({ code: 'damaged' });
    await expect(read(sample('lzma2.7z').subarray(0, 20))).rejects.toMatchObject({ code: 'damaged' });
  });

  test.each(['lzma2', 'bzip2', 'nonsolid', 'delta'])('%s survives mutation', async (name) => {
    await survivesMutation(format, sample(`${name}.7z`), [], 100);
  });
});
