import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DbfColumn, dbfTable } from '../../../test/inspect/dbf-table.ts';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { CofferdamError } from '#platform/errors';
import { format } from './dbf.ts';

const people: readonly DbfColumn[] = [
  { name: 'NAME', type: 'C', length: 20 },
  { name: 'BORN', type: 'D', length: 8 },
];

async function read(bytes: Uint8Array, step?: number) {
  const collected = collect();
  await format.extract(memoryInput(bytes, step), collected.sink, context());
  const rows = collected.blocks.flatMap(({ text, where, rows: found = [] }) =>
    found.map((row) => ({
      ...where,
      ...row.where,
      values: row.cells.map((cell) => [cell.label, text.slice(cell.start, cell.end)] as const),
    })),
  );
  const texts = rows.map(({ values }) => values.map(([, value]) => value));
  return { ...collected, rows, texts };
}

const one = (column: Omit<DbfColumn, 'name'>, value: string | Buffer, more: object = {}): Buffer =>
  dbfTable({ columns: [{ name: 'VALUE', ...column }, ...people], records: [{ values: [value, 'x'] }], ...more });

const double = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
};

describe('dbf', () => {
  it('is known by a header that agrees with itself', () => {
    const table = dbfTable({ columns: people, records: [] });
    expect(format.detect(headOf(table))).toBeGreaterThan(0.9);
    table.writeUInt8(13, 2);
    expect(format.detect(headOf(table, 'x.dbf'))).toBe(0);
    expect(format.detect(headOf(Buffer.from('\x03plain text that begins oddly and goes on')))).toBe(0);
  });

  it('gives a value its row and column, and tells deleted records', async () => {
    const { rows, partials } = await read(
      dbfTable({
        columns: people,
        records: [
          { values: ['Mara Lindqvist', '19840302'] },
          { values: ['Tobias Brandt', '19791121'], deleted: true },
          { values: ['Nora Whitfield', ''] },
        ],
      }),
    );
    expect(rows).toEqual([
      {
        row: 1,
        values: [
          ['NAME', 'Mara Lindqvist'],
          ['BORN', '1984-03-02'],
        ],
      },
      {
        row: 2,
        part: 'deleted rows',
        values: [
          ['NAME', 'Tobias Brandt'],
          ['BORN', '1979-11-21'],
        ],
      },
      {
        row: 3,
        values: [
          ['NAME', 'Nora Whitfield'],
          ['BORN', ''],
        ],
      },
    ]);
    expect(partials).toEqual([]);
  });

  it.each([
    ['a number', { type: 'N', length: 10 }, '      12.5', {}, '12.5'],
    ['a number that was never filled in', { type: 'N', length: 4 }, '****', {}, ''],
    ['yes', { type: 'L', length: 1 }, 'Y', {}, 'true'],
    ['an integer of FoxPro', { type: 'I', length: 4 }, Buffer.of(0xfe, 0xff, 0xff, 0xff), { version: 0x30 }, '-2'],
    ['a double', { type: 'B', length: 8 }, double(-2.25), { version: 0x30 }, '-2.25'],
    [
      'currency',
      { type: 'Y', length: 8 },
      Buffer.from('39300000 00000000'.replace(' ', ''), 'hex'),
      { version: 0x30 },
      '1.2345',
    ],
    [
      'a moment of FoxPro',
      { type: 'T', length: 8 },
      Buffer.from(new Int32Array([2_460_744, 34_200_000]).buffer),
      { version: 0x30 },
      '2025-03-09T09:30:00',
    ],
    ['an integer of dBASE 7', { type: 'I', length: 4 }, Buffer.of(0x80, 0, 0, 7), { version: 0x8c }, '7'],
    ['a negative one', { type: 'I', length: 4 }, Buffer.of(0x7f, 0xff, 0xff, 0xf9), { version: 0x8c }, '-7'],
    ['a double of dBASE 7', { type: 'O', length: 8 }, Buffer.from('c004000000000000', 'hex'), { version: 0x8c }, '2.5'],
    ['a text of 300 characters', { type: 'C', length: 300 }, 'x'.repeat(300), {}, 'x'.repeat(300)],
  ])('reads %s', async (_, column, value, more, shown) => {
    expect((await read(one(column, value, more))).texts[0]?.[0]).toBe(shown);
  });

  it('reads what is shorter than its column, and what is null', async () => {
    const columns: readonly DbfColumn[] = [
      { name: 'A', type: 'V', length: 10, flags: 2 },
      { name: 'B', type: 'C', length: 4, flags: 2 },
      { name: '_NullFlags', type: '0', length: 1, flags: 5 },
    ];
    const short = Buffer.from('Mara\0\0\0\0\0\x04', 'latin1');
    const records = [
      { values: [short, 'left', Buffer.of(0b001)] },
      { values: [Buffer.from('ten letter'), 'left', Buffer.of(0b100)] },
    ];
    const { texts, rows } = await read(dbfTable({ columns, records, version: 0x32, language: 3 }));
    expect(texts).toEqual([
      ['Mara', 'left'],
      ['ten letter', ''],
    ]);
    expect(rows[0]?.values.map(([label]) => label)).toEqual(['A', 'B']);
  });

  it.each([
    ['stated as 437', 0x01, 'J\x94rg', 'Jörg'],
    ['stated as 850', 0x02, '\xc7lvaro \xb5', 'Ãlvaro Á'],
    ['stated as 852', 0x64, 'Ko\xe7ice', 'Košice'],
    ['stated as 1251', 0xc9, '\xc8\xe2\xe0\xed', 'Иван'],
    ['stated as 437 but UTF-8', 0x01, 'J\xc3\xb6rg', 'Jörg'],
    ['not stated', 0, 'J\xf6rg M\xfcller aus K\xf6ln', 'Jörg Müller aus Köln'],
  ])('decodes a code page that is %s', async (_, language, stored, shown) => {
    const { texts, partials } = await read(
      dbfTable({ columns: [{ name: 'NAME', type: 'C', length: 30 }], records: [{ values: [stored] }], language }),
    );
    expect(texts).toEqual([[shown]]);
    expect(partials).toEqual([]);
  });

  it('says that a code page has no decoder', async () => {
    const { partials } = await read(dbfTable({ columns: people, records: [{ values: ['J\x94rg'] }], language: 0x68 }));
    expect(partials).toEqual(['encoding-uncertain']);
  });

  it('says that memos lie in another file, where any record has one', async () => {
    const columns: readonly DbfColumn[] = [...people, { name: 'NOTE', type: 'M', length: 10 }];
    const without = await read(dbfTable({ columns, records: [{ values: ['Mara', '', ''] }], version: 0x83 }));
    expect(without.partials).toEqual([]);
    const having = await read(dbfTable({ columns, records: [{ values: ['Mara', '', '         3'] }], version: 0x83 }));
    expect(having.partials).toEqual(['feature-unsupported']);
    expect(having.texts[0]?.[0]).toBe('Mara');
  });

  it('reads all records whatever the count says, and tells of those that are missing', async () => {
    const records = [{ values: ['Mara', ''] }, { values: ['Tobias', ''] }];
    const more = await read(dbfTable({ columns: people, records, stated: 1 }));
    expect(more.texts.map(([name]) => name)).toEqual(['Mara', 'Tobias']);
    const fewer = await read(dbfTable({ columns: people, records, stated: 3 }));
    expect(fewer.partials).toEqual(['damaged']);
  });

  it('hands out what is hidden behind the end', async () => {
    const table = dbfTable({ columns: people, records: [{ values: ['Mara', ''] }] });
    const { members } = await read(Buffer.concat([table, Buffer.from('\0\0secret')]));
    expect(members.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['secret']);
  });

  it('does not read what is encrypted', async () => {
    const table = dbfTable({ columns: people, records: [] });
    table.writeUInt8(1, 15);
    await expect(read(table)).rejects.toThrow(new CofferdamError('protection-unsupported').message);
  });

  it('gives back any text, however the bytes come', async () => {
    const text = fc.stringMatching(/^[!-~][ -~]{0,18}[!-~]$/);
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1 }), fc.integer({ min: 1, max: 99 }), async (names, step) => {
        const records = names.map((name) => ({ values: [name, ''] }));
        const { texts } = await read(dbfTable({ columns: people, records, language: 3 }), step);
        expect(texts.map(([name]) => name)).toEqual(names);
      }),
    );
  });

  it('ends on whatever is changed', async () => {
    const columns: readonly DbfColumn[] = [...people, { name: 'AT', type: 'T', length: 8 }];
    await survivesMutation(
      format,
      dbfTable({ columns, records: [{ values: ['Mara', '', Buffer.alloc(8)] }], version: 0x30 }),
    );
  });
});
