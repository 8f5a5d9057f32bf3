import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import type { Client } from 'pg';
import { migrate, readMigrations } from './migrate.ts';
import type { Migration } from './migrate.ts';
import { prepareDatabase } from './roles.ts';
import { connectTo } from './testing/cluster.ts';

let folder = '';
let name = '';
let client: Client;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  name = `migrate_${crypto.randomUUID().replaceAll('-', '')}`;
  const admin = await connectTo(inject('postgres'), 'postgres');
  await prepareDatabase(admin, name);
  await admin.end();
  client = await connectTo(inject('postgres'), name);
});
afterEach(async () => {
  await client.end();
  const admin = await connectTo(inject('postgres'), 'postgres');
  await admin.query(`drop database ${name} with (force)`);
  await admin.end();
  await rm(folder, { recursive: true });
});

const written = async (...files: readonly (readonly [string, string])[]): Promise<readonly Migration[]> => {
  for (const [file, sql] of files) await writeFile(join(folder, file), sql);
  return readMigrations(folder);
};
const first = ['0001-first.sql', 'create schema one; create table one.thing (id int)'] as const;
const second = [
  '0002-second.sql',
  'alter table one.thing add name text; insert into one.thing values (1, $$a$$)',
] as const;
const things = async (): Promise<unknown[]> => (await client.query('select * from one.thing')).rows;

test('each runs once, in order, and what is new later', async () => {
  expect(await migrate(client, await written(first))).toBe(1);
  expect(await migrate(client, await written(first, second))).toBe(1);
  expect(await migrate(client, await readMigrations(folder))).toBe(0);
  expect(await things()).toEqual([{ id: 1, name: 'a' }]);
});

test('what it makes belongs to the owner of the schema, whoever connected', async () => {
  await migrate(client, await written(first));
  const { rows } = await client.query("select tableowner from pg_tables where tablename = 'thing'");
  expect(rows).toEqual([{ tableowner: 'cofferdam_owner' }]);
  expect((await client.query('select current_user as role')).rows).toEqual([{ role: 'postgres' }]);
});

test('two that start at once do the work once', async () => {
  const other = await connectTo(inject('postgres'), name);
  const migrations = await written(first, second);
  const ran = await Promise.all([migrate(client, migrations), migrate(other, migrations)]);
  await other.end();
  expect(ran.toSorted()).toEqual([0, 2]);
});

describe('refused, with nothing changed', () => {
  beforeEach(async () => {
    await migrate(client, await written(first));
  });

  test('a migration that fails half way', async () => {
    const broken = written(first, ['0002-broken.sql', 'create table one.other (id int); select 1 / 0']);
    await expect(migrate(client, await broken)).rejects.toMatchObject({ code: 'migration-failed' });
    expect((await client.query("select to_regclass('one.other') as there")).rows).toEqual([{ there: null }]);
    expect(await migrate(client, await readMigrations(folder).then((all) => all.slice(0, 1)))).toBe(0);
  });

  test('one that was edited after it ran', async () => {
    const edited = await written(['0001-first.sql', `${first[1]}; drop table one.thing`]);
    await expect(migrate(client, edited)).rejects.toMatchObject({ code: 'database-differs' });
    expect(await things()).toEqual([]);
  });

  test('a database of a newer program', async () => {
    await migrate(client, await written(first, second));
    await expect(migrate(client, (await readMigrations(folder)).slice(0, 1))).rejects.toMatchObject({
      code: 'database-newer',
    });
  });
});

test.each([['0002-late.sql'], ['first.sql'], ['0001-first.sql.orig']])(
  'a folder with %s alone is refused',
  async (file) => {
    await writeFile(join(folder, file), 'select 1');
    await expect(readMigrations(folder)).rejects.toMatchObject({ code: 'internal' });
  },
);
