import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFolder, startPostgres } from '#platform/db';
import { addIncident, makeFolder, openInstallation, type TestInstallation } from '../testing/installation.ts';
import { allRows } from '../testing/rows.ts';
import { makeBackup } from './make.ts';
import { fieldsOf, withDatabase } from './reach.ts';
import { restoreBackup } from './restore.ts';

/** A PostgreSQL of one's own with a login that may make roles and databases, and is no superuser. */
let url = '';
let on: TestInstallation;
let work = '';
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  work = await makeFolder();
  ends.push(() => rm(work, { recursive: true }));
  on = await openInstallation();
  ends.push(() => rm(join(on.data, '..'), { recursive: true }), on.stop);
  await addIncident(on);
  const folder = await openFolder(join(work, 'server'));
  const postgres = await startPostgres({ folder });
  ends.push(async () => {
    await postgres.stop();
    folder.close();
  });
  const { host, port } = postgres.connection;
  await withDatabase(
    postgres.connection,
    async (client) => {
      await client.query('create role desk login createdb createrole');
    },
    'postgres',
  );
  url = `postgresql://desk@localhost/postgres?host=${encodeURIComponent(host)}&port=${port}`;
});
afterAll(async () => {
  for (const end of ends.toReversed()) await end();
});

test('a login without superuser restores a backup on another server, and makes one of it that is the same', async () => {
  const shared = { master: on.master, program: '0.0.0', now: on.now };
  const first = await makeBackup({ ...shared, data: on.data, to: join(work, 'first') });
  const into = { ...shared, keepKey: 'in-folder', databaseUrl: url } as const;
  const restored = await restoreBackup({ ...into, from: join(work, 'first'), data: join(work, 'moved') });
  expect(restored).toMatchObject({ backup: first.id, rows: first.rows, log: { verdict: 'whole' }, missing: 0 });
  const rows = await withDatabase(on.connection, allRows);

  const second = await makeBackup({ ...shared, data: join(work, 'moved'), databaseUrl: url, to: join(work, 'second') });
  expect(second.tables).toBe(first.tables);
  const back = await restoreBackup({
    ...shared,
    keepKey: 'in-folder',
    from: join(work, 'second'),
    data: join(work, 'back'),
  });
  expect(back.log).toMatchObject({ verdict: 'whole', notices: [{ kind: 'backup-restored' }] });
  const folder = await openFolder(join(work, 'back'));
  const postgres = await startPostgres({ folder });
  const again = await withDatabase(postgres.connection, allRows);
  await postgres.stop();
  folder.close();
  for (const table of ['person', 'incident', 'membership', 'awareness_statement', 'incident_key']) {
    expect([table, again[table]]).toEqual([table, rows[table]]);
  }

  await expect(restoreBackup({ ...into, from: join(work, 'first'), data: join(work, 'twice') })).rejects.toMatchObject({
    code: 'restore-place',
  });
});

test('what was loaded stands below forced row-level security and its keys again', async () => {
  const found = await withDatabase(fieldsOf(url), async (client) => {
    await client.query('set role cofferdam_owner');
    const { rows } = await client.query<{ unforced: string; keys: string; disabled: string }>(
      `select
         (select count(*) from pg_class where relnamespace = 'cofferdam'::regnamespace and relkind = 'r'
            and not (relrowsecurity and relforcerowsecurity)) as unforced,
         (select count(*) from pg_constraint where connamespace = 'cofferdam'::regnamespace and contype = 'f'
            and convalidated) as keys,
         (select count(*) from pg_trigger t join pg_class c on c.oid = t.tgrelid
            where c.relnamespace = 'cofferdam'::regnamespace and tgenabled <> 'O') as disabled`,
    );
    return rows[0];
  });
  const before = await withDatabase(on.connection, async (client) => {
    const { rows } = await client.query<{ keys: string }>(
      `select count(*) as keys from pg_constraint where connamespace = 'cofferdam'::regnamespace and contype = 'f'`,
    );
    return rows[0]?.keys;
  });
  expect(found).toEqual({ unforced: '0', keys: before, disabled: '0' });
});
