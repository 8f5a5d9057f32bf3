import { existsSync, lstatSync, readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { installedBinaries } from './binaries.ts';
import {
  canMount,
  clean,
  everyone,
  makeDatabase,
  makePlace,
  removeTemplates,
  run,
  self,
  serverOf,
  spawnProgram,
  users,
} from './testing/program.ts';

afterEach(clean);
afterAll(removeTemplates);

test.each(everyone)(
  'started by $name it answers on a private socket only, in UTF-8 whatever the environment, durable and in UTC',
  async (user) => {
    const path = makePlace(user);
    const { first, ask } = await run(path, user.front);
    expect(first).toMatchObject({ host: join(path, 'postgres/socket') });
    const settings = ['listen_addresses', 'ssl', 'fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums'];
    const { rows } = await ask(
      `select ${[...settings, 'server_encoding', 'timezone'].map((name) => `current_setting('${name}')`).join()}`,
    );
    expect(rows).toEqual([['', 'off', 'on', 'on', 'on', 'on', 'UTF8', 'UTC']]);
    const locale = await ask('select datlocprovider, datlocale, datcollate, datctype from pg_database');
    expect(new Set(locale.rows?.map((row) => row.join()))).toEqual(new Set(['b,C.UTF-8,C,C']));
    expect((await ask("select upper('straße ñ'), 'Ж' ~* 'ж', octet_length('ñ')")).rows).toEqual([
      ['STRAßE Ñ', true, 2],
    ]);
    // Parallel workers read all settings anew, and one that was not well written fails only there.
    await ask("select set_config('debug_parallel_query', 'on', false)");
    expect((await ask('select count(*) > 0 from pg_class')).rows).toEqual([[true]]);
    expect(statSync(join(path, 'postgres')).mode & 0o777).toBe(0o700);
    expect(statSync(join(path, 'postgres/socket')).mode & 0o777).toBe(0o700);
    expect(statSync(join(path, 'postgres/log')).mode & 0o777).toBe(0o600);
    expect(await ask("alter system set fsync = 'off'")).toMatchObject({
      refused: expect.stringMatching(/not allowed/),
    });
  },
);

describe.each(users)('PostgreSQL started by $name', (user) => {
  test('keeps what was written over a stop, which leaves nothing running and no socket', async () => {
    const path = await makeDatabase(user);
    const one = await run(path, user.front);
    await one.ask('create table kept (value int)');
    await one.ask('insert into kept values (7)');
    await one.end();
    expect(readdirSync(join(path, 'postgres')).sort()).toEqual(['data', 'log']);
    const two = await run(path, user.front);
    expect((await two.ask('select value from kept')).rows).toEqual([[7]]);
  });

  test('works in a folder whose path is too long for a socket, and odd', async () => {
    const long = join(makePlace(user), `a, b "c" d'é`.padEnd(120, 'x'));
    const one = await run(long, user.front);
    const host = one.first.host ?? '';
    expect(host.length).toBeLessThan(60);
    expect(lstatSync(host).mode & 0o777).toBe(0o700);
    expect(readlinkSync(join(long, 'postgres/socket'))).toBe(host);
    expect((await one.ask('select 1')).rows).toEqual([[1]]);
    await one.kill();
    const two = await run(long, user.front);
    expect(existsSync(host)).toBe(false);
    await two.end();
    expect(existsSync(two.first.host ?? '')).toBe(false);
  });

  test('of two started at the same moment one comes up, the other says that the folder is in use', async () => {
    const path = makePlace(user);
    const both = await Promise.all([run(path, user.front), run(path, user.front)]);
    expect(both.map(({ first }) => first.code ?? 'ready').toSorted()).toEqual(['folder-in-use', 'ready']);
  });
});

describe.runIf(canMount)('where the programs lie in a file system that cannot be written to', () => {
  test.each(users)('they run all the same: $name', async (user) => {
    const installed = makePlace(user);
    await cp(join(installedBinaries(), '..'), installed, { recursive: true });
    const library = join(installed, 'native/lib');
    for (const name of readdirSync(library)) {
      if (lstatSync(join(library, name)).isSymbolicLink()) await rm(join(library, name));
    }
    const script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"';
    const readOnly = ['unshare', '--mount', '/bin/sh', '-c', script, installed, ...user.front];
    const path = makePlace(user);
    const { ask } = await run(path, readOnly, join(installed, 'native'));
    expect((await ask('create extension pgcrypto')).refused).toBeUndefined();
    const digest = await ask("select encode(digest('a', 'sha1'), 'hex')");
    expect(digest.rows).toEqual([['86f7e437faa5a7fce15d1ddcb9eaeaea377667b8']]);
    expect(readdirSync(join(path, 'postgres/libraries'))).toContain('libpq.so.5');
  });
});

test('errors, crashes and values of sessions do not reach the log', async () => {
  const path = await makeDatabase(self);
  const { ask } = await run(path);
  const marked = 'marked.person@example.org';
  await ask('create table people (mail text unique, born date)');
  await ask(`insert into people values ('${marked}')`);
  const refused = [
    `insert into people values ('${marked}')`,
    `select '${marked}'::date`,
    `select ${marked}`,
    `do $$ begin raise warning '${marked}'; end $$`,
    `do $$ begin raise exception '${marked}'; end $$`,
    `select '${marked}', pg_terminate_backend(pg_backend_pid())`,
  ];
  for (const sql of refused) await ask(sql);
  // The report of a session that crashed quotes what it was running.
  const crash = `copy (select '${marked}') to program 'kill -11 $PPID'`;
  expect(await ask(crash)).toHaveProperty('refused');
  await expect.poll(async () => (await ask('select 1')).rows).toEqual([[1]]);
  const log = readFileSync(join(path, 'postgres/log'), 'utf8');
  expect(log).toMatch(/terminated by signal 11/);
  expect(log).not.toMatch(/marked|people/);
  // Nor is the memory of a crashed session written to a file.
  expect(readFileSync(`/proc/${serverOf(path)}/limits`, 'utf8')).toMatch(/^Max core file size +0 +0 /m);
});

test('a start that is killed while the database is made is done again', async () => {
  const folder = makePlace(self);
  const child = spawnProgram(folder);
  const unfinished = join(folder, 'postgres/data.unfinished');
  await expect.poll(() => existsSync(join(unfinished, 'base')), { interval: 5, timeout: 30_000 }).toBe(true);
  child.kill('SIGKILL');
  const { first, ask } = await run(folder);
  expect(first).toHaveProperty('ready');
  expect((await ask('select 1')).rows).toEqual([[1]]);
  expect(existsSync(unfinished)).toBe(false);
});
