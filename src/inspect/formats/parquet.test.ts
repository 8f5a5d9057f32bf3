import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import type { CompressionCodec } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { format } from './parquet.ts';

type Options = Parameters<typeof parquetWriteBuffer>[0];

const write = (options: Options): Buffer => Buffer.from(parquetWriteBuffer(options));

const people = (options: Partial<Options> = {}): Buffer =>
  write({
    columnData: [
      { name: 'name', data: ['Nora Whitfield', 'Jörg Hällström', null], type: 'STRING' },
      { name: 'mail', data: ['nora@mail.example', 'jorg@mail.example', 'third@mail.example'], type: 'STRING' },
      { name: 'visits', data: [3n, 9_007_199_254_740_993n, null], type: 'INT64' },
    ],
    kvMetadata: [{ key: 'owner', value: 'Riga Ozola' }],
    ...options,
  });

async function read(bytes: Uint8Array, limits = {}) {
  const collected = collect();
  await format.extract(memoryInput(bytes), collected.sink, context([], limits));
  const rows = collected.blocks.flatMap(({ text, where, rows: found = [] }) =>
    where.part === undefined
      ? found.map(({ cells }) => cells.map((cell) => [cell.label, text.slice(cell.start, cell.end)]))
      : [],
  );
  return { ...collected, rows };
}

/** LZ4 that only copies, which every decoder has to read: one run of literals. */
function literals(bytes: Uint8Array): Buffer {
  const more: number[] = [];
  for (let rest = bytes.length - 15; rest >= 0; rest -= 255) more.push(Math.min(rest, 255));
  const token = Math.min(15, bytes.length) << 4;
  return Buffer.concat([Buffer.from([token, ...more]), bytes]);
}

describe('parquet', () => {
  it('is known by its first bytes', () => {
    expect(format.detect(headOf(people()))).toBeGreaterThan(0.9);
    expect(format.detect(headOf('PAR2'))).toBe(0);
  });

  it('files and long texts in cells are members', async () => {
    const picture = Buffer.from('89504e470d0a1a0a', 'hex');
    const long = 'mail to nora@mail.example '.repeat(400);
    const columnData = [{ name: 'file', data: [picture, Buffer.from(long)], type: 'BYTE_ARRAY' as const }];
    const { members, partials } = await read(write({ columnData }));
    expect(members.map(({ name, bytes }) => [name, bytes.length])).toEqual([
      ['file/1.png', picture.length],
      ['file/2.txt', long.length],
    ]);
    expect(partials).toEqual([]);
  });

  it('gives each value its column and row', async () => {
    const { blocks, rows, partials } = await read(people());
    expect(rows).toEqual([
      [
        ['name', 'Nora Whitfield'],
        ['mail', 'nora@mail.example'],
        ['visits', '3'],
      ],
      [
        ['name', 'Jörg Hällström'],
        ['mail', 'jorg@mail.example'],
        ['visits', '9007199254740993'],
      ],
      [
        ['name', ''],
        ['mail', 'third@mail.example'],
        ['visits', ''],
      ],
    ]);
    const row = blocks.find(({ table }) => table === 0)?.rows?.[1];
    expect(row).toMatchObject({ where: { row: 2 } });
    expect(row?.cells[1]?.where).toEqual({ column: 2, field: 'mail' });
    expect(blocks.find(({ where }) => where.part === 'properties')?.text).toContain('owner: Riga Ozola\n');
    expect(partials).toEqual([]);
  });

  it.each<[CompressionCodec, (bytes: Uint8Array) => Uint8Array]>([
    ['GZIP', gzipSync],
    ['BROTLI', brotliCompressSync],
    ['ZSTD', zstdCompressSync],
    ['LZ4_RAW', literals],
    ['LZ4', literals],
  ])('unpacks %s', async (codec, compress) => {
    const { rows, partials } = await read(
      people({ codec, compressors: { [codec]: compress } as NonNullable<Options['compressors']> }),
    );
    expect(rows[0]?.[1]).toEqual(['mail', 'nora@mail.example']);
    expect(partials).toEqual([]);
  });

  it('keeps all digits of decimals, and writes dates in ISO 8601', async () => {
    const bytes = write({
      columnData: [
        { name: 'day', data: [new Date(Date.UTC(1984, 2, 2))] },
        { name: 'at', data: [new Date(Date.UTC(2024, 0, 2, 3, 4, 5))] },
        { name: 'amount', data: [1234] },
        { name: 'number', data: [9_007_199_254_740_993n] },
      ],
      schema: [
        { name: 'root', num_children: 4 },
        { name: 'day', type: 'INT32', converted_type: 'DATE', repetition_type: 'REQUIRED' },
        { name: 'at', type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', repetition_type: 'REQUIRED' },
        { name: 'amount', type: 'INT32', repetition_type: 'REQUIRED' },
        { name: 'number', type: 'INT64', repetition_type: 'REQUIRED' },
      ],
    });
    const { rows } = await read(bytes);
    expect(rows).toEqual([
      [
        ['day', '1984-03-02'],
        ['at', '2024-01-02T03:04:05Z'],
        ['amount', '1234'],
        ['number', '9007199254740993'],
      ],
    ]);
  });

  it('gives what is nested the path of its names', async () => {
    const bytes = write({
      columnData: [
        {
          name: 'customer',
          data: [
            { name: 'Nora', mails: ['a@b.example', 'c@d.example'] },
            { name: 'Riga', mails: [] },
          ],
        },
      ],
      schema: [
        { name: 'root', num_children: 1 },
        { name: 'customer', num_children: 2, repetition_type: 'OPTIONAL' },
        { name: 'name', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
        { name: 'mails', num_children: 1, converted_type: 'LIST', repetition_type: 'OPTIONAL' },
        { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
        { name: 'element', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      ],
    });
    const { rows, partials } = await read(bytes);
    expect(rows).toEqual([
      [
        ['customer.name', 'Nora'],
        ['customer.mails', 'a@b.example; c@d.example'],
      ],
      [
        ['customer.name', 'Riga'],
        ['customer.mails', ''],
      ],
    ]);
    expect(partials).toEqual([]);
  });

  it('reads row groups piece by piece, and every row once', async () => {
    const data = Array.from({ length: 20_000 }, (_, index) => `nora${index}@mail.example`);
    const bytes = write({ columnData: [{ name: 'mail', data }], rowGroupSize: [1000, 15_000] });
    const { rows, partials } = await read(bytes, { maxHeldBytes: 1 << 22 });
    expect(rows.map(([cell]) => cell?.[1])).toEqual(data);
    expect(partials).toEqual([]);
  });

  it('reads the columns that are whole beside one that is not', async () => {
    const bytes = people();
    bytes.fill(0xff, 4, 20);
    const { rows, partials } = await read(bytes);
    expect(partials).toContain('damaged');
    expect(rows[0]?.[1]).toEqual(['mail', 'nora@mail.example']);
  });

  it.each([
    [
      'a footer that is encrypted',
      (bytes: Buffer) => (bytes.write('PARE', bytes.length - 4), bytes),
      'protection-unsupported',
    ],
    ['a file that is cut', (bytes: Buffer) => bytes.subarray(0, bytes.length - 10), 'damaged'],
    [
      'a footer longer than the file',
      (bytes: Buffer) => (bytes.writeUInt32LE(2 ** 31, bytes.length - 8), bytes),
      'damaged',
    ],
    ['nothing but the first bytes', () => Buffer.from('PAR1'), 'damaged'],
  ])('refuses %s', async (_, damage, code) => {
    await expect(read(damage(people()))).rejects.toMatchObject({ code });
  });

  it('ends on whatever is done to it', () => survivesMutation(format, people()), 60_000);
});
