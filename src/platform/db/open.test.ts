import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { readMigrations } from './migrate.ts';
import { byTakingRoles, openDatabase } from './open.ts';
import { connectTo } from './testing/cluster.ts';

const migrations = await readMigrations(join(import.meta.dirname, 'migrations'));

const cluster = inject('postgres');
const connection = { ...cluster, database: 'postgres' };
const byLogin = (role: string): typeof connection => ({ ...connection, user: role });

test.each([
  ['logged in as its role', byLogin],
  ['with its role taken', byTakingRoles(connection)],
])('a database is made, found again, and entered below row-level security, %s', async (_, as) => {
  for (let start = 0; start < 2; start += 1) {
    const database = await openDatabase({ connection, as, migrations, onBroken: () => undefined });
    await database.check();
    const { rows } = await database.app.query(
      'select current_user as role, is_superuser from (select current_setting($1) as is_superuser) s',
      ['is_superuser'],
    );
    expect(rows).toEqual([{ role: 'cofferdam_app', is_superuser: 'off' }]);
    expect((await database.app.query('select * from cofferdam.incident')).rows).toEqual([]);
    await expect(database.app.query('select * from public.cofferdam_migration')).rejects.toThrow(/permission denied/);
    await database.close();
  }
  const admin = await connectTo(cluster, 'postgres');
  await admin.query('drop database cofferdam');
  await admin.end();
});

test('a login that is no superuser is enough, and a role with too many rights is refused', async () => {
  const admin = await connectTo(cluster, 'postgres');
  await admin.query('create role desk login createdb');
  await admin.query('grant cofferdam_owner, cofferdam_app, cofferdam_worker to desk');
  const desk = { ...connection, user: 'desk' };
  const init = { connection: desk, as: byTakingRoles(desk), migrations, onBroken: () => undefined };
  const database = await openDatabase(init);
  expect((await database.app.query('select current_user as role')).rows).toEqual([{ role: 'cofferdam_app' }]);
  await database.close();
  await admin.query('alter role cofferdam_worker bypassrls');
  await expect(openDatabase(init)).rejects.toMatchObject({ code: 'database-role' });
  await admin.query('alter role cofferdam_worker nobypassrls');
  await admin.query('drop database cofferdam with (force)');
  await admin.query('drop role desk');
  await admin.end();
});

test('connections that break while nobody uses them are told of, and made anew', async () => {
  const broken = Promise.withResolvers<void>();
  const database = await openDatabase({
    connection,
    as: byLogin,
    migrations,
    onBroken: broken.resolve,
  });
  await database.check();
  const admin = await connectTo(cluster, 'postgres');
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = 'cofferdam'`);
  await broken.promise;
  await database.check();
  await database.close();
  await admin.query('drop database cofferdam with (force)');
  await admin.end();
});

test.each([
  ['nothing listens', { host: '/no/such/folder', user: 'geheim', database: 'postgres' }],
  ['nobody by this name', { ...connection, user: 'geheim' }],
])('where %s it says so, without what it was told', async (_, wrong) => {
  const failure = openDatabase({ connection: wrong, as: byTakingRoles(wrong), migrations, onBroken: () => undefined });
  await expect(failure).rejects.toMatchObject({ code: 'database-gone' });
  await expect(failure).rejects.not.toThrow(/geheim/);
});
