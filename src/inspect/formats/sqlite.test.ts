import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { format } from './sqlite.ts';

const golden = readFileSync(new URL('../../../test/cases/extract/sqlite.customers/input.db', import.meta.url));

/** What SQLite itself writes for these statements. */
function database(...statements: string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
  try {
    const file = join(folder, 'made.db');
    const made = new DatabaseSync(file);
    for (const statement of statements) made.exec(statement);
    made.close();
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function read(bytes: Uint8Array, limits = {}) {
  const collected = collect();
  await format.extract(memoryInput(bytes), collected.sink, context([], limits));
  const cells = collected.blocks.flatMap(({ text, where, table, rows = [] }) =>
    rows.flatMap((row) =>
      row.cells.map((cell) => ({
        table,
        ...where,
        ...row.where,
        ...cell.where,
        label: cell.label,
        text: text.slice(cell.start, cell.end),
      })),
    ),
  );
  return { ...collected, cells, texts: cells.map(({ text }) => text) };
}

describe('sqlite', () => {
  it('is known by its first bytes', () => {
    expect(format.detect(headOf(golden))).toBeGreaterThan(0.9);
    expect(format.detect(headOf('SQLite format 2'))).toBe(0);
  });

  it('gives a value its table, row and column', async () => {
    const { cells, partials } = await read(
      database('create table t(id integer primary key, mail text)', "insert into t values(7,'a@b.example')"),
    );
    expect(cells).toContainEqual({ table: 1, sheet: 't', row: 7, column: 1, field: 'id', label: 'id', text: '7' });
    expect(cells).toContainEqual({
      table: 1,
      sheet: 't',
      row: 7,
      column: 2,
      field: 'mail',
      label: 'mail',
      text: 'a@b.example',
    });
    expect(partials).toEqual([]);
  });

  it.each([
    [
      'null, numbers of each length',
      'create table t(a,b)',
      'insert into t values(null, -1),(0,1),(-129,70000),(5000000000,-9223372036854775808),(1.5,1e300)',
      ['', '-1', '0', '1', '-129', '70000', '5000000000', '-9223372036854775808', '1.5', '1e+300'],
    ],
    [
      'columns that are computed',
      'create table t(a text, b as (a||a), c text as (a) stored, d text)',
      "insert into t(a,d) values('x','y')",
      ['x', 'x', 'y'],
    ],
    [
      'columns that were added later',
      'create table t(a text)',
      "insert into t values('x'); alter table t add column later text",
      ['x', ''],
    ],
    [
      'a key that is no integer',
      'create table t(id text primary key, "select" text)',
      "insert into t values('k','v')",
      ['k', 'v'],
    ],
    [
      'a key in a clause of its own',
      'create table t(a text, "my id" integer, constraint k primary key ("my id"))',
      "insert into t values('x',9)",
      ['x', '9'],
    ],
    [
      'rows in order of their key',
      'create table t(a text, b text, c text, primary key(c,a)) without rowid',
      "insert into t values('1','2','3')",
      ['3', '1', '2'],
    ],
    ['UTF-16', "pragma encoding='UTF-16le'; create table t(a text)", "insert into t values('Jörg 😀')", ['Jörg 😀']],
    [
      'UTF-16, the other order',
      "pragma encoding='UTF-16be'; create table t(a text)",
      "insert into t values('Łódź')",
      ['Łódź'],
    ],
    ['bytes', 'create table t(a,b)', "insert into t values(x'00ff10', cast('Nora' as blob))", ['00ff10', 'Nora']],
    [
      'names in all quotes, comments',
      'create table t([a b] text, /* (x, */ `c``d` text, "e""f" text default (1+(2)), \'g\' text -- ,h\n)',
      "insert into t values('1','2','3','4')",
      ['1', '2', '3', '4'],
    ],
  ])('reads %s', async (_, create, insert, expected) => {
    const { texts, partials } = await read(database(create, insert));
    expect(texts).toEqual(expected);
    expect(partials).toEqual([]);
  });

  it('knows the names of columns in all quotes', async () => {
    const { cells } = await read(
      database(
        'create table t([a b] text, /* (x, */ `c``d` int, "e""f" text default (1+(2)), \'g\')',
        "insert into t values('1',2,'3','4')",
      ),
    );
    expect(cells.map(({ label }) => label)).toEqual(['a b', 'c`d', 'e"f', 'g']);
  });

  it('reads trees of several levels, and values over many pages', async () => {
    const bytes = database(
      'pragma page_size=512; create table t(id integer primary key, v text); create table k(a text primary key, b text) without rowid',
      "with recursive n(i) as (select 1 union all select i+1 from n where i<3000) insert into t select i, 'value '||i from n",
      "insert into k select 'key '||v, v from t",
      "insert into t values(5000, replace(hex(zeroblob(100000)),'00','ab')||'end')",
    );
    const { texts, partials, text } = await read(bytes);
    const all = new Set(texts);
    for (let i = 1; i <= 3000; i += 1) expect(all.has(`value ${i}`) && all.has(`key value ${i}`)).toBe(true);
    expect(text()).toContain(`${'ab'.repeat(100)}end`);
    expect(partials).toEqual([]);
  });

  it('hands out files in rows as members', async () => {
    const { members } = await read(
      database('create table t(id integer primary key, photo blob)', "insert into t values(3, x'ffd8ffe000104a46')"),
    );
    expect(members.map(({ name }) => name)).toEqual(['t/photo/3.jpg']);
  });

  it('finds rows that were deleted, with the names of their columns', async () => {
    const bytes = database(
      'pragma secure_delete=0; create table t(id integer primary key, name text, mail text, born text)',
      "insert into t values(1,'Ann One','one@mail.example','1980-01-01'),(2,'Bob Two','two@mail.example','1980-01-02'),(3,'Cy Three','three@mail.example','1980-01-03')",
      'delete from t where id=2',
    );
    const { cells } = await read(bytes);
    expect(cells.find(({ text }) => text === 'two@mail.example')).toMatchObject({
      part: 'deleted rows',
      label: 'mail',
      sheet: 't',
    });
    expect(cells.find(({ text }) => text === 'Bob Two')).toMatchObject({ label: 'name' });
  });

  it('finds rows of a table that was dropped', async () => {
    const { cells, text } = await read(golden);
    expect(cells.find(({ text: value }) => value === 'dropped13@mail.example')).toMatchObject({ part: 'deleted rows' });
    for (let i = 0; i < 14; i += 1) expect(text()).toContain(`dropped${i}@mail.example`);
  });

  it('says what is cut off, and reads the rest', async () => {
    const { partials, texts } = await read(golden.subarray(0, golden.length - 1500));
    expect(partials).toContain('damaged');
    expect(texts).toContain('Winter coat');
  });

  it('hands out what was put behind it', async () => {
    const { members } = await read(Buffer.concat([golden, Buffer.from('PK hidden')]));
    expect(members.at(-1)).toMatchObject({ name: '(bytes after the end)', bytes: Buffer.from('PK hidden') });
  });

  it.each([
    ['a tree that points at itself', (bytes: Buffer) => rewriteRoots(bytes, 1)],
    ['a page size that is none', (bytes: Buffer) => (bytes.writeUInt16BE(1000, 16), bytes)],
    [
      'a count of free pages beyond the page',
      (bytes: Buffer) => (bytes.writeUInt32BE(2, 32), bytes.writeUInt32BE(2 ** 31, 1024 + 4), bytes),
    ],
    [
      'a free list that points at itself',
      (bytes: Buffer) => (bytes.writeUInt32BE(bytes.readUInt32BE(32), (bytes.readUInt32BE(32) - 1) * 1024), bytes),
    ],
  ])('ends at %s, and says so', async (_, damage) => {
    const collected = collect();
    let failed: unknown;
    try {
      await format.extract(memoryInput(damage(Buffer.from(golden))), collected.sink, context());
    } catch (error) {
      failed = error;
    }
    expect(failed === undefined ? collected.partials : [(failed as { code: string }).code]).toContain('damaged');
  });

  it('does not give the same cell again and again', async () => {
    const bytes = database(
      'pragma page_size=65536; create table t(a text)',
      `insert into t values('${'x'.repeat(30_000)}')`,
    );
    const page = 65_536;
    const cell = bytes.readUInt16BE(page + 8);
    bytes.writeUInt16BE(10_000, page + 3);
    for (let i = 0; i < 10_000; i += 1) bytes.writeUInt16BE(cell, page + 8 + i * 2);
    const { text, partials } = await read(bytes);
    expect(partials).toContain('damaged');
    expect(text().length).toBeLessThan(200_000);
  });

  it('ends on whatever is done to it', () => survivesMutation(format, golden), 60_000);
});

/** All roots in the schema become the page, in the records that state them as one byte. */
function rewriteRoots(bytes: Buffer, page: number): Buffer {
  for (let at = 100; at < 1024; at += 1) {
    const found = bytes.indexOf('CREATE TABLE', at);
    if (found < 0 || found > 1024) break;
    bytes[found - 1] = page;
    at = found;
  }
  return bytes;
}
