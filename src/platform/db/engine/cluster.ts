import { spawn } from 'node:child_process';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail } from '../../errors/index.ts';
import { refuseFolder } from '../folder/index.ts';
import type { Binaries } from './binaries.ts';
import { type Launch, environment } from './launch.ts';
import { lastOf, reasonOf } from './reasons.ts';
import { accessFiles, initArguments } from './settings.ts';

/** Where the server has its things, in the data folder. */
export interface Places {
  readonly home: string;
  /** The data of the server. Whole whenever it is there. */
  readonly data: string;
  /** Data that is still being made. */
  readonly unfinished: string;
  readonly log: string;
  /** Links to libraries, where they cannot lie with the libraries. */
  readonly libraries: string;
}

export function placesIn(folder: string): Places {
  const home = join(folder, 'postgres');
  const place = (name: string): string => join(home, name);
  return {
    home,
    data: place('data'),
    unfinished: place('data.unfinished'),
    log: place('log'),
    libraries: place('libraries'),
  };
}

/**
 * Sees to it that `data` holds a database that this server can start on: makes a new one when there is none, and
 * refuses one of another major version (`database-version`) or without its vital parts (`database-damaged`).
 */
export async function prepareCluster(places: Places, binaries: Binaries, launch: Launch): Promise<void> {
  if (await exists(places.data)) await checkCluster(places.data, binaries.major);
  else await makeCluster(places, binaries, launch);
  for (const [name, text] of Object.entries(accessFiles(launch.systemUser))) {
    await writeFile(join(places.data, name), text, { mode: 0o600 }).catch((error: unknown) =>
      refuseFolder(places.data, error),
    );
  }
}

async function checkCluster(data: string, major: string): Promise<void> {
  const version = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => '');
  const made = version.trim();
  if (made === '') fail('database-damaged', `${data} has no PG_VERSION`);
  if (made !== major) fail('database-version', `${data}: PostgreSQL ${made.slice(0, 20)}, this is ${major}`);
  for (const part of ['global/pg_control', 'pg_wal', 'base']) {
    if (!(await exists(join(data, part)))) fail('database-damaged', `${data} has no ${part}`);
  }
}

/** Made aside and renamed when whole and on disk: a start that is killed half-way leaves nothing that looks like data. */
async function makeCluster(places: Places, binaries: Binaries, launch: Launch): Promise<void> {
  await rm(places.unfinished, { recursive: true, force: true });
  const [file = '', ...args] = [...launch.front, binaries.initdb, '-D', places.unfinished, ...initArguments()];
  const said = await run(file, args, places.home, environment(binaries.libraryPath));
  if (said !== undefined) {
    await rm(places.unfinished, { recursive: true, force: true });
    const lines = said.trim().split('\n');
    const reason = reasonOf(lines);
    // There is nothing yet that could be damaged.
    fail(reason === 'database-damaged' ? 'database-ended' : reason, `initdb: ${lastOf(lines)}`);
  }
  try {
    await rename(places.unfinished, places.data);
    await syncFolder(places.home);
  } catch (error) {
    refuseFolder(places.data, error);
  }
}

/** What the program said on stderr if it failed. */
function run(
  file: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string>,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
    let said = '';
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text: string) => (said = (said + text).slice(-16_384)));
    child.once('error', (error) => resolve(`cannot execute: ${error.message}`));
    child.once('close', (code, signal) => resolve(code === 0 ? undefined : `${said}ended with ${signal ?? code}`));
  });
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

/** Makes the folder of the server, for its user alone. */
export async function makeHome(home: string): Promise<void> {
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    await syncFolder(dirname(home));
  } catch (error) {
    refuseFolder(home, error);
  }
}

/** A new or renamed entry of a folder survives a power cut only when the folder itself was written. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
