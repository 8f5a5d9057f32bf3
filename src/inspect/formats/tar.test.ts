import { Buffer } from 'node:buffer';
import { buffer } from 'node:stream/consumers';
import { type Header, pack } from 'tar-stream';
import { describe, expect, test } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { format } from './tar.ts';

/** An archive by a writer that is not ours. */
async function written(members: readonly (Partial<Header> & { name: string; text?: string })[]): Promise<Buffer> {
  const archive = pack();
  for (const { text = '', ...header } of members) archive.entry(header, text);
  archive.finalize();
  return buffer(archive);
}

/** One header block with its check sum, for what the writer does not make. */
function block(name: string, size: string | number, type: string): Buffer {
  const made = Buffer.alloc(512);
  made.write(name, 0, 'latin1');
  made.write(typeof size === 'string' ? size : `${size.toString(8).padStart(11, '0')} `, 124, 'latin1');
  made.write(type, 156, 'latin1');
  made.fill(0x20, 148, 156);
  const sum = made.reduce((total, byte) => total + byte, 0);
  made.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return made;
}

const padded = (text: string): Buffer =>
  Buffer.concat([Buffer.from(text), Buffer.alloc((512 - (Buffer.byteLength(text) % 512)) % 512)]);
const finish = Buffer.alloc(1024);

async function read(bytes: Uint8Array, step?: number) {
  const got = collect();
  await format.extract(memoryInput(bytes, step), got.sink, context());
  return {
    ...got,
    listed: got.members.map(({ name, bytes, reason }) => [name, Buffer.from(bytes).toString(), reason]),
  };
}

describe('tar', () => {
  test('detects a header by its check sum', async () => {
    expect(format.detect(headOf(await written([{ name: 'a', text: 'x' }])))).toBe(0.95);
    expect(format.detect(headOf(block('v7', 0, '\0')))).toBe(0.95);
    for (const other of ['', 'text', 'a'.repeat(600), '\0'.repeat(1024)]) expect(format.detect(headOf(other))).toBe(0);
  });

  test.each([1, 511, 65_536])('hands out files alone, under their full names (chunks of %i bytes)', async (step) => {
    const long = `${'folder/'.repeat(40)}file.csv`;
    const bytes = await written([
      { name: 'folder/', type: 'directory' },
      { name: 'folder/a.csv', text: 'a'.repeat(1000) },
      { name: long, text: 'long' },
      { name: '../naïve\n\u202Efdp', text: 'odd' },
      { name: 'empty' },
      { name: 'link', type: 'symlink', linkname: 'a.csv' },
      { name: 'device', type: 'character-device' },
      { name: 'last', text: 'z'.repeat(512) },
    ]);
    const got = await read(bytes, step);
    expect(got.listed).toEqual([
      ['folder/a.csv', 'a'.repeat(1000), undefined],
      [long, 'long', undefined],
      ['../naïve\n\u202Efdp', 'odd', undefined],
      ['empty', '', undefined],
      ['last', 'z'.repeat(512), undefined],
    ]);
    expect(got.partials).toEqual([]);
  });

  test('long names and sizes as GNU tar writes them', async () => {
    const size = Buffer.alloc(12);
    size[0] = 0x80;
    size[11] = 3;
    const name = `${'x'.repeat(150)}.txt`;
    const bytes = Buffer.concat([
      block('././@LongLink', name.length + 1, 'L'),
      padded(`${name}\0`),
      block('cut', size.toString('latin1'), '0'),
      padded('abc'),
      finish,
    ]);
    expect((await read(bytes)).listed).toEqual([[name, 'abc', undefined]]);
  });

  test('links that state a size have no content', async () => {
    const bytes = Buffer.concat([block('hard', 4096, '1'), block('a', 1, '0'), padded('a'), finish]);
    expect((await read(bytes)).listed).toEqual([['a', 'a', undefined]]);
  });

  test('the map of a sparse file is passed over', async () => {
    const sparse = block('sparse', 4, 'S');
    sparse[482] = 1;
    sparse.fill(0x20, 148, 156);
    sparse.write(
      `${sparse
        .reduce((total, byte) => total + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
      'latin1',
    );
    const bytes = Buffer.concat([
      sparse,
      Buffer.alloc(512),
      padded('data'),
      block('next', 1, '0'),
      padded('n'),
      finish,
    ]);
    expect((await read(bytes)).listed).toEqual([
      ['sparse', 'data', undefined],
      ['next', 'n', undefined],
    ]);
  });

  test('a cut gives what was there, and says so', async () => {
    const bytes = await written([
      { name: 'a', text: 'first' },
      { name: 'b', text: 'x'.repeat(2000) },
    ]);
    const got = await read(bytes.subarray(0, 2 * 512 + 512 + 700));
    expect(got.listed).toEqual([
      ['a', 'first', undefined],
      ['b', 'x'.repeat(700), 'damaged'],
    ]);
    expect(got.partials).toContain('damaged');
    expect((await read(bytes.subarray(0, 1024))).partials).toEqual(['damaged']);
  });

  test('after a broken header the next members are found', async () => {
    const bytes = await written([
      { name: 'a', text: 'first' },
      { name: 'b', text: 'second' },
      { name: 'c', text: 'third' },
    ]);
    bytes[1024 + 20] = 0x41;
    const got = await read(bytes);
    expect(got.listed).toEqual([
      ['a', 'first', undefined],
      ['c', 'third', undefined],
    ]);
    expect(got.partials).toContain('damaged');
  });

  test('an archive behind another is read', async () => {
    const bytes = Buffer.concat([await written([{ name: 'a', text: '1' }]), await written([{ name: 'b', text: '2' }])]);
    expect((await read(bytes)).listed.map(([name]) => name)).toEqual(['a', 'b']);
  });

  test('an impossible length is damage, not an allocation', async () => {
    const got = await read(
      Buffer.concat([block('huge', '77777777777 ', 'x'), block('huge', '77777777777 ', '0'), padded('abc')]),
    );
    expect(got.members.map(({ name, reason }) => [name, reason])).toEqual([['huge', 'damaged']]);
  });

  test('no mutation hangs or throws a foreign error', async () => {
    await survivesMutation(
      format,
      await written([
        { name: 'a', text: 'first' },
        { name: 'é'.repeat(120), text: 'second' },
        { name: 'c', text: 'x'.repeat(3000) },
      ]),
    );
  });
});
