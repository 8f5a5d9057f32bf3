import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { rename, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import {
  canMount,
  clean,
  isRoot,
  makeDatabase,
  makePlace,
  removeTemplates,
  run,
  self,
  succeeds,
} from './testing/program.ts';

afterEach(clean);
afterAll(removeTemplates);

const damages: [string, string, (data: string) => Promise<void> | void][] = [
  ['database-version', 'another major version', (data) => writeFileSync(join(data, 'PG_VERSION'), '17\n')],
  ['database-damaged', 'no version', (data) => rm(join(data, 'PG_VERSION'))],
  ['database-damaged', 'no control file', (data) => rm(join(data, 'global/pg_control'))],
  ['database-damaged', 'a control file cut short', (data) => truncate(join(data, 'global/pg_control'), 100)],
  ['database-damaged', 'no log of changes', (data) => rm(join(data, 'pg_wal'), { recursive: true })],
  [
    'database-damaged',
    'an empty log of changes',
    async (data) => {
      await rename(join(data, 'pg_wal/archive_status'), join(data, 'archive_status'));
      await rm(join(data, 'pg_wal'), { recursive: true });
      await rename(join(data, 'archive_status'), join(data, 'pg_wal'));
    },
  ],
  [
    'database-damaged',
    'a broken configuration',
    (data) => writeFileSync(join(data, 'postgresql.conf'), 'what = = is\n'),
  ],
];

test.each(damages)('%s: a database with %s', async (code, _, damage) => {
  const path = await makeDatabase(self);
  const data = join(path, 'postgres/data');
  await damage(data);
  const { first } = await run(path);
  expect(first).toMatchObject({ code, message: expect.stringMatching(/\)\. .*(restore|back it up)/i) });
});

test('database-engine-missing: programs that are not there', async () => {
  const path = makePlace(self);
  const { first } = await run(path, [], join(path, 'nothing'));
  expect(first).toMatchObject({ code: 'database-engine-missing', message: expect.stringContaining('DATABASE_URL') });
});

test('database-engine-missing: programs that cannot be run', async () => {
  const installed = makePlace(self);
  mkdirSync(join(installed, 'native'));
  writeFileSync(join(installed, 'package.json'), '{"version":"18.4.0"}');
  writeFileSync(join(installed, 'native/pg-symlinks.json'), '[]');
  const { first } = await run(makePlace(self), [], join(installed, 'native'));
  expect(first).toMatchObject({ code: 'database-engine-missing', message: expect.stringContaining('initdb') });
});

/** A place below that is a file system of its own, gone with the process. */
const mounted = (path: string, size: string): string[] => {
  const script = `mount -t tmpfs -o size=${size},mode=700 none "$0" && exec "$@"`;
  return ['unshare', '--mount', '/bin/sh', '-c', script, path];
};

test.runIf(canMount)('data-disk-full: no room to make the database', async () => {
  const path = makePlace(self);
  const { first } = await run(path, mounted(path, '20m'));
  expect(first).toMatchObject({ code: 'data-disk-full', message: expect.stringContaining('initdb') });
});

test.runIf(canMount)('a disk that fills up later refuses rows, and loses none', async () => {
  const path = makePlace(self);
  const { child, first, ask } = await run(path, mounted(path, '128m'));
  expect(first).toHaveProperty('ready');
  await ask('create table rows (value text)');
  await ask("insert into rows values ('kept')");
  const ballast = `/proc/${child.pid}/root${path}/ballast`;
  const { bavail, bsize } = statfsSync(join(ballast, '..'));
  writeFileSync(ballast, Buffer.alloc(bavail * bsize - 1024 * 1024));
  const noise = "select string_agg(sha512((n * 1000 + k)::text::bytea)::text, '') from generate_series(1, 100) as k";
  const { refused } = await ask(`insert into rows select (${noise}) from generate_series(1, 10000) as n`);
  expect(refused).toMatch(/No space left|terminated/);
  rmSync(ballast);
  const kept = async (): Promise<unknown> => (await ask('select value from rows')).rows;
  await expect.poll(kept, { timeout: 30_000 }).toEqual([['kept']]);
});

const confined = ['unshare', '--user', '--map-root-user', '/bin/sh', '-c'];
const closed = [...confined, 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"', 'sh'];

test.runIf(isRoot && succeeds([...closed, 'true']))('database-user: root where user namespaces are off', async () => {
  const { first } = await run(makePlace(self), closed);
  expect(first).toMatchObject({
    code: 'database-user',
    message: expect.stringMatching(/root; unshare.*Run Cofferdam as an ordinary user/),
  });
});

test.runIf(isRoot && succeeds([...confined, 'true']))('root of a namespace of its own can start it', async () => {
  const { first } = await run(makePlace(self), [...confined, 'exec "$@"', 'sh']);
  expect(first).toHaveProperty('ready');
});
