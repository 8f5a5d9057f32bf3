import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headOf } from '../../../test/inspect/memory.ts';
import { read } from '../../../test/inspect/reading.ts';
import { format } from './sql.ts';

describe('rows of database dumps', () => {
  test.each([
    [
      'MySQL: columns of CREATE TABLE, backslash escapes, many tuples in a line',
      "-- MySQL dump 10.13\nCREATE TABLE `u` (\n  `id` int(11) DEFAULT '0',\n  `name` varchar(9) COMMENT 'a, (b)',\n  `n` decimal(10,2),\n  PRIMARY KEY (`id`), KEY `k` (`name`,`id`)\n) ENGINE=InnoDB;\nINSERT INTO `u` VALUES (1,'O\\'Neil',1.5),(2,'D''Arc, (x);',NULL),(3,'a\\nb',-2);\n",
      [
        ['id=1', "name=O'Neil", 'n=1.5'],
        ['id=2', "name=D'Arc, (x);"],
        ['id=3', 'name=a\nb', 'n=-2'],
      ],
    ],
    [
      'PostgreSQL: COPY with NULL and escapes',
      '-- PostgreSQL database dump\nCOPY public.people (id, "Full Name", mail) FROM stdin;\n1\tAnn\\tLee\ta@x.org\n2\t\\N\tC:\\\\dir\n\\.\n\nSELECT 1;\n',
      [
        ['id=1', 'Full Name=Ann\tLee', 'mail=a@x.org'],
        ['id=2', 'mail=C:\\dir'],
      ],
    ],
    [
      'PostgreSQL: a backslash is a character but for E strings',
      "SET statement_timeout = 0;\nINSERT INTO a (b, c) VALUES ('C:\\', E'x\\'y'::text);\n",
      [['b=C:\\', "c=x'y"]],
    ],
    [
      'SQL Server: no semicolons, N strings, casts',
      "GO\nINSERT [dbo].[a] ([b], [c]) VALUES (N'Zoë O''Hara', CAST(N'2001-02-03' AS Date))\nINSERT [dbo].[a] ([b], [c]) VALUES (N'C:\\', NULL)\nGO\n",
      [["b=Zoë O'Hara", 'c=2001-02-03'], ['b=C:\\']],
    ],
    [
      'SQLite: no column list',
      'CREATE TABLE t(id INTEGER PRIMARY KEY, "mail" TEXT);\nINSERT INTO "t" VALUES(1,\'a@x\');\n',
      [['id=1', 'mail=a@x']],
    ],
    ['columns of unknown tables have no name', "INSERT INTO t VALUES (1, 'x');\n", [['1', 'x']]],
    ['binary values are no cells', "INSERT INTO t (a, b, c, d) VALUES (X'00ff', 0xAB, TRUE, '');\n", []],
    [
      'statements on one line',
      "BEGIN; INSERT INTO t (a) VALUES ('x'); INSERT INTO t (a) VALUES ('y') ON CONFLICT DO NOTHING;\n",
      [['a=x'], ['a=y']],
    ],
    ['comments between tuples', "INSERT INTO t (a) VALUES ('x'), -- one\n/* two */ ('y');\n", [['a=x'], ['a=y']]],
  ])('%s', async (_name, sample, rows) => {
    expect(await read(format, sample)).toMatchObject({ rows, text: sample, partials: [] });
  });

  test('tables do not mix', async () => {
    const sample =
      "INSERT INTO a (x) VALUES ('1');\nINSERT INTO b (x) VALUES ('2');\nINSERT INTO a (x) VALUES ('3');\n";
    const reading = await read(format, sample);
    expect(reading.tables).toEqual([0, 1]);
    expect(reading.blocks).toBeGreaterThanOrEqual(3);
  });

  test('a dump that is cut short keeps what was read', async () => {
    const reading = await read(format, "INSERT INTO t (a, b) VALUES ('x', 'y'),('z', 'cut");
    expect(reading).toMatchObject({ rows: [['a=x', 'b=y']], partials: ['damaged'] });
    expect(reading.text).toContain("('z', 'cut");
  });

  test('a tuple without end is handed out as text', async () => {
    const reading = await read(
      format,
      `INSERT INTO t (a) VALUES ('${'x'.repeat(2_000_000)}');\nINSERT INTO t (a) VALUES ('y');\n`,
    );
    expect(reading.rows).toEqual([['a=y']]);
    expect(reading.partials).toContain('damaged');
  });

  test.each([' ', '(', 'x', ' (', '\n'])('a statement made to be slow is read like any other: %j', async (filler) => {
    const sample = `INSERT INTO a${filler.repeat(600_000)}\nCREATE TABLE t (${filler.repeat(300_000)}\n`;
    expect((await read(format, sample)).text === sample).toBe(true);
    expect(format.detect(headOf(sample))).toBeLessThanOrEqual(1);
  });

  test('one INSERT of many megabytes streams', async () => {
    const tuples = Array.from({ length: 60_000 }, (_, n) => `(${n},'name ${n}','it''s')`);
    const reading = await read(format, `INSERT INTO t (id, name, note) VALUES ${tuples.join(',')};\n`);
    expect(reading.rows).toHaveLength(60_000);
    expect(reading.rows.at(-1)).toEqual(['id=59999', 'name=name 59999', "note=it's"]);
    expect(reading.longest).toBeLessThan(600_000);
  });

  test('what was quoted comes back as it was', async () => {
    const value = fc.string({
      unit: fc.constantFrom('a', 'é', "'", '"', '\n', ',', '(', ')', ';', '\\', '-', ' '),
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(value, value), { minLength: 1 }), async (rows) => {
        const tuples = rows.map((row) => `(${row.map((cell) => `'${cell.replaceAll("'", "''")}'`).join(', ')})`);
        const sample = `-- PostgreSQL database dump\nINSERT INTO t (a, b) VALUES ${tuples.join(',\n')};\n`;
        expect((await read(format, sample)).rows).toEqual(rows.map(([a, b]) => [`a=${a}`, `b=${b}`]));
      }),
      { numRuns: 400 },
    );
  });
});
