import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { Client } from 'pg';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { openFolder } from '../folder/index.ts';
import { installedBinaries } from './binaries.ts';
import { startPostgres } from './index.ts';
import { findLaunch } from './launch.ts';
import { listedIn, processesIn, stopLeftOver } from './processes.ts';
import { clean, everyone, isAlive, makeDatabase, removeTemplates, run, self, serverOf } from './testing/program.ts';

const strangers: ChildProcess[] = [];
afterEach(async () => {
  for (const child of strangers.splice(0)) child.kill('SIGKILL');
  await clean();
});
afterAll(removeTemplates);

describe.each(everyone)('run by $name', (user) => {
  test('a server that is killed is started again, with all that was acknowledged', async () => {
    const path = await makeDatabase(user);
    const { ask, next } = await run(path, user.front);
    await ask('create table kept (value int)');
    await ask('insert into kept select generate_series(1, 1000)');
    const killed = serverOf(path);
    process.kill(killed, 'SIGKILL');
    expect(await next()).toEqual({ ended: 'database-ended' });
    await expect
      .poll(async () => (await ask('select count(*)::int from kept')).rows, { timeout: 30_000 })
      .toEqual([[1000]]);
    expect(serverOf(path)).not.toBe(killed);
  });

  test('a program that is killed takes the server with it, and the next start has the rows', async () => {
    const path = await makeDatabase(user);
    const one = await run(path, user.front);
    await one.ask('create table kept (value int)');
    await one.ask('insert into kept values (7)');
    await one.kill();
    const two = await run(path, user.front);
    expect((await two.ask('select value from kept')).rows).toEqual([[7]]);
    const server = serverOf(path);
    await two.kill();
    await expect.poll(() => isAlive(server), { timeout: 30_000 }).toBe(false);
    expect(await processesIn([join(path, 'postgres/data')])).toEqual([]);
    // It was a shutdown, not a death: nothing to recover.
    expect(readFileSync(join(path, 'postgres/log'), 'utf8')).not.toMatch(/was interrupted/);
  });
});

/** The server as one is that has lost its parent and goes on. */
async function orphan(path: string): Promise<ChildProcess> {
  const { front } = findLaunch();
  const guard = front.indexOf('--pdeathsig');
  const unguarded = guard < 0 ? front : front.toSpliced(guard, 2);
  const data = join(path, 'postgres/data');
  const [file = '', ...args] = unguarded.concat(join(installedBinaries(), 'bin/postgres'), '-D', data);
  const settings = ['-c', 'listen_addresses=', '-c', `unix_socket_directories=${path}`];
  const child = spawn(file, [...args, ...settings], { stdio: ['ignore', 'ignore', 'pipe'], detached: true, env: {} });
  strangers.push(child);
  for await (const text of child.stderr) if (String(text).includes('ready to accept')) break;
  child.stderr.resume();
  return child;
}

test.each(['running', 'frozen', 'without its main process'])('a server left over, %s, is stopped', async (how) => {
  const path = await makeDatabase(self);
  const one = await run(path);
  await one.ask('create table kept (value int)');
  await one.end();
  const left = await orphan(path);
  const exit = once(left, 'exit');
  const pid = left.pid ?? 0;
  const data = join(path, 'postgres/data');
  const all = await processesIn([data]);
  expect(all).toContain(pid);
  expect(all.length).toBeGreaterThan(3);
  expect(await listedIn([data])).toContain(pid);
  const other = all.find((id) => id !== pid) ?? 0;
  if (how === 'frozen') process.kill(other, 'SIGSTOP');
  if (how === 'without its main process') {
    process.kill(other, 'SIGSTOP');
    left.kill('SIGKILL');
    await exit;
    expect(await processesIn([data])).toContain(other);
  }
  // One that hangs gets a minute to shut down, and is killed in the end; in less time it is the same.
  if (how !== 'running')
    await stopLeftOver(
      [data],
      [
        ['SIGINT', 100],
        ['SIGQUIT', 100],
        ['SIGKILL', 30_000],
      ],
    );
  const two = await run(path);
  expect(two.first).toHaveProperty('ready');
  await exit;
  expect(all.filter(isAlive)).toEqual([]);
  expect((await two.ask('select count(*)::int from kept')).rows).toEqual([[0]]);
});

test('the process id of somebody else in postmaster.pid, or one in the folder, is left alone', async () => {
  const path = await makeDatabase(self);
  const data = join(path, 'postgres/data');
  const stranger = spawn('sleep', ['600'], { cwd: data, stdio: 'ignore' });
  strangers.push(stranger);
  writeFileSync(join(data, 'postmaster.pid'), `${stranger.pid}\n${data}\n1\n5432\n${path}\n\n  1 1\nready   \n`);
  const two = await run(path);
  expect(two.first).toHaveProperty('ready');
  expect((await two.ask('select 1')).rows).toEqual([[1]]);
  expect(isAlive(stranger.pid ?? 0)).toBe(true);
});

test('a server that keeps dying is given up after three restarts, and stop ends one that waits', async () => {
  const folder = await openFolder(await makeDatabase(self));
  const pauses: number[] = [];
  const deaths: string[] = [];
  const init = { folder, now: () => 0, onExit: ({ code }: { code: string }) => void deaths.push(code) };
  const postgres = await startPostgres({ ...init, wait: async (pause) => void pauses.push(pause) });
  await expect(startPostgres({ folder })).rejects.toMatchObject({ code: 'folder-in-use' });
  const answers = async (): Promise<boolean> => {
    const client = new Client(postgres.connection);
    client.on('error', () => undefined);
    return await client.connect().then(
      async () => await client.end().then(() => true),
      () => false,
    );
  };
  for (let death = 1; death <= 4; death += 1) {
    await expect.poll(answers, { timeout: 30_000 }).toBe(true);
    process.kill(serverOf(folder.path), 'SIGKILL');
    await expect.poll(() => deaths.length, { timeout: 30_000 }).toBe(death);
  }
  expect(await postgres.exited).toMatchObject({ code: 'database-ended', message: expect.stringContaining('SIGKILL') });
  expect(pauses).toEqual([0, 1000, 5000]);
  await postgres.stop();

  const asked = Promise.withResolvers<void>();
  const wait = async (_: number, signal: AbortSignal): Promise<void> => {
    asked.resolve();
    await once(signal, 'abort');
  };
  const again = await startPostgres({ ...init, wait });
  process.kill(serverOf(folder.path), 'SIGKILL');
  await asked.promise;
  await again.stop();
  expect(await again.exited).toBeUndefined();
  expect(await processesIn([join(folder.path, 'postgres/data')])).toEqual([]);
  folder.close();
});
