import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { environment, findLaunch } from '../engine/launch.ts';
import { makeTemplate } from './cluster.ts';

/** The oldest PostgreSQL that Cofferdam runs on, where Debian's package puts it. */
const programs = '/usr/lib/postgresql/15/bin';

export const isHere = existsSync(join(programs, 'postgres'));

/** Starts Debian's PostgreSQL 15 for all tests of a run, by the name under which they know the other one. */
export default async function start(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!isHere) return undefined;
  const path = await mkdtemp(join(tmpdir(), 'cofferdam-tests-15-'));
  const [data, socket] = [join(path, 'data'), join(path, 'socket')];
  const { front } = findLaunch();
  const env = environment(undefined);
  const [file, ...args] = [...front, join(programs, 'initdb'), '-D', data];
  const made = spawnSync(
    file,
    [...args, '--username=postgres', '--encoding=UTF8', '--locale=C.UTF-8', '--auth=trust', '--no-sync'],
    { cwd: path, env, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb of PostgreSQL 15: ${made.stderr}`);
  await mkdir(socket, { mode: 0o700 });
  const settings = { listen_addresses: '', unix_socket_directories: socket, fsync: 'off', timezone: 'UTC' };
  const server = spawn(
    file,
    [
      ...front.slice(1),
      join(programs, 'postgres'),
      '-D',
      data,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { cwd: path, env, stdio: 'ignore' },
  );
  const gone = once(server, 'exit');
  const stop = async (): Promise<void> => {
    server.kill('SIGINT');
    await gone;
    await rm(path, { recursive: true });
  };
  const cluster = { host: socket, port: 5432, user: 'postgres' };
  try {
    await answer(cluster);
    // A migration that fails must not leave a server behind.
    await makeTemplate(cluster);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('postgres', cluster);
  project.provide('isPostgres15', true);
  return stop;
}

async function answer(cluster: { readonly host: string; readonly port: number; readonly user: string }): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = new Client({ ...cluster, database: 'postgres' });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('select');
      return;
    } catch (error) {
      if (tries === 500) throw error;
      await delay(20);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Set in the project whose tests run on PostgreSQL 15. */
    readonly isPostgres15: boolean | undefined;
  }
}
