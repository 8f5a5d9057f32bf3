import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collect, context, memoryInput } from '../../../test/inspect/memory.ts';
import { read } from '../../../test/inspect/reading.ts';
import { format } from './csv.ts';

describe('tables in text', () => {
  test('cells lie inside their quotes and know their column', async () => {
    const { sink, blocks } = collect();
    await format.extract(memoryInput('id, name ,note\n1,"Ann ""Al"" Lee", x \n'), sink, context());
    expect(blocks).toHaveLength(1);
    expect(blocks[0]?.table).toBe(0);
    expect(blocks[0]?.rows?.[1]?.cells).toEqual([
      { start: 15, end: 16, column: 0 },
      { start: 18, end: 32, column: 1, value: 'Ann "Al" Lee' },
      { start: 35, end: 36, column: 2 },
    ]);
  });

  test.each([
    [
      'line ends inside of quotes',
      'a,b\n"1\n2","x,y"\n3,4\n',
      [
        ['a', 'b'],
        ['1\n2', 'x,y'],
        ['3', '4'],
      ],
    ],
    [
      'CRLF',
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'CR alone',
      'a,b\r1,2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'empty cells',
      'a,b,c\n,,\n1,,3\n',
      [
        ['a', 'b', 'c'],
        ['', '', ''],
        ['1', '', '3'],
      ],
    ],
    [
      'an empty cell at the end of the file',
      'a,b\n1,',
      [
        ['a', 'b'],
        ['1', ''],
      ],
    ],
    [
      'blanks before quotes',
      'a, b\n1, "x, y"\n2, "z"\n3, "w"\n',
      [
        ['a', 'b'],
        ['1', 'x, y'],
        ['2', 'z'],
        ['3', 'w'],
      ],
    ],
    [
      'single quotes',
      "'a';'b'\n'1';'x;y'\n'2';'z'\n",
      [
        ['a', 'b'],
        ['1', 'x;y'],
        ['2', 'z'],
      ],
    ],
    [
      'escaped quotes',
      'a,b\n"1","say \\"hi, you\\""\n"2","z"\n',
      [
        ['a', 'b'],
        ['1', 'say "hi, you"'],
        ['2', 'z'],
      ],
    ],
    [
      'quotes that are not escaped',
      'a,b,c\n1,"12" pipe",x\n2,"y",z\n',
      [
        ['a', 'b', 'c'],
        ['1', '12" pipe', 'x'],
        ['2', 'y', 'z'],
      ],
    ],
    [
      'titles, comments and blank lines are prose',
      'Export\n\na;b;c\n1;2;3\n# note; this\n\n4;5;6\n',
      [
        ['a', 'b', 'c'],
        ['1', '2', '3'],
        ['4', '5', '6'],
      ],
    ],
    [
      'a sep line is none of the rows',
      'sep=|\na|b\n1|2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'ragged rows',
      'a,b,c\n1,2\n3,4,5,6\n7,8,9\n1,2,3\n',
      [
        ['a', 'b', 'c'],
        ['1', '2'],
        ['3', '4', '5', '6'],
        ['7', '8', '9'],
        ['1', '2', '3'],
      ],
    ],
  ])('%s', async (_name, sample, rows) => {
    const reading = await read(format, sample);
    expect(reading).toMatchObject({ rows, text: sample, partials: [] });
  });

  test('a quote that is never closed costs its row, not the file', async () => {
    const rows = 'n,mail\n1,a@x.org\n2,"b@x.org\n3,c@x.org\n';
    const reading = await read(format, `${rows}${'4,d@x.org\n'.repeat(200_000)}`);
    expect(reading.partials).toContain('damaged');
    expect(reading.rows).toHaveLength(200_004);
    expect(reading.rows.slice(2, 5)).toEqual([
      ['2', '"b@x.org'],
      ['3', 'c@x.org'],
      ['4', 'd@x.org'],
    ]);
  });

  test('a quote that another row closes by accident is noticed', async () => {
    const reading = await read(format, 'a,b\n1,"open\n2,"x y"\n3,"z"\n4,w\n');
    expect(reading.rows).toEqual([
      ['a', 'b'],
      ['1', '"open'],
      ['2', 'x y'],
      ['3', 'z'],
      ['4', 'w'],
    ]);
  });

  test('a row without end is handed out as text, and the rows behind it are read', async () => {
    const reading = await read(format, `a,b\n1,2\n3,${'x'.repeat(3_000_000)}\n5,6\n`);
    expect(reading.partials).toContain('damaged');
    expect(reading.rows).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['5', '6'],
    ]);
  });

  test('an accent far behind the head is read in its own encoding', async () => {
    const bytes = Buffer.concat([
      Buffer.from('id,name\n1,Ann\n'.repeat(30_000)),
      Buffer.from('9,Jürgen Müller\n', 'latin1'),
    ]);
    const reading = await read(format, bytes);
    expect(reading.rows.at(-1)).toEqual(['9', 'Jürgen Müller']);
    expect(reading.partials).toEqual([]);
  });

  test('what was quoted comes back as it was', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', ',', ';', '"', '\n', '\r', ' ', '1', "'") });
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      );
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        // A head of plain rows settles the dialect.
        const head = `${rows[0]?.map((_, index) => `h${index}`).join(',')}\n`.repeat(12);
        const body = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join('\r\n');
        expect((await read(format, `${head}${body}\r\n`)).rows.slice(12)).toEqual(rows);
      }),
      { numRuns: 500 },
    );
  });
});
