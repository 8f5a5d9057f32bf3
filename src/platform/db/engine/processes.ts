import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, readdir, readlink, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { fail } from '../../errors/index.ts';

const programs = new Set(['postgres', 'initdb']);

/**
 * Processes of PostgreSQL that work in one of `folders`, told by what they run and where they are, which the kernel
 * vouches for: a process id in a file may long be another's. PostgreSQL makes its data folder the working folder of all
 * its processes. Zombies have neither and do not count. The path of the program is not compared, since an update may
 * have moved it.
 */
export async function processesIn(folders: readonly string[]): Promise<number[]> {
  if (!existsSync('/proc/self/exe')) return await listedIn(folders);
  const places = new Set((await Promise.all(folders.map(identity))).filter((place) => place !== undefined));
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(ids.map(async (id) => ((await worksIn(id, places)) ? [Number(id)] : [])));
  return found.flat();
}

async function worksIn(id: string, places: ReadonlySet<string>): Promise<boolean> {
  const program = await readlink(`/proc/${id}/exe`).catch(() => undefined);
  if (program === undefined || !programs.has(basename(program.replace(/ \(deleted\)$/, '')))) return false;
  const place = await identity(`/proc/${id}/cwd/`);
  return place !== undefined && places.has(place);
}

/** Device and number: the same folder has other paths in containers and behind links. */
async function identity(path: string): Promise<string | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found === undefined ? undefined : `${found.dev}:${found.ino}`;
}

/** Without /proc (macOS): by the command line, which has the data folder for the server itself and for initdb. */
export async function listedIn(folders: readonly string[]): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axww', '-o', 'pid=,command='], { maxBuffer: 64 * 1024 * 1024 });
  return stdout.split('\n').flatMap((line) => {
    const [, id, command = ''] = /^\s*(\d+) (.*)$/.exec(line) ?? [];
    const isOurs = folders.some((folder) =>
      new RegExp(`/(postgres|initdb) -D ${RegExp.escape(folder)}( |$)`).test(command),
    );
    return isOurs ? [Number(id)] : [];
  });
}

/** What to send, and how long to wait for all processes to be gone before the next, in milliseconds. */
type Steps = readonly (readonly [NodeJS.Signals, number])[];

const patient: Steps = [
  // Fast shutdown: it writes down what is in memory. PostgreSQL 18 never ends when this signal meets it while it recovers
  // from a crash (seen 60 to 300 ms after a backend was killed), so it is not waited for long.
  ['SIGINT', 5000],
  // Immediate: without writing; the log of changes has everything.
  ['SIGQUIT', 10_000],
  ['SIGKILL', 10_000],
];

const pollMilliseconds = 20;

/**
 * Stops all processes of PostgreSQL in `folders`, then takes away the server's note of its process id, `postmaster.pid`
 * in each, which would keep the next from starting as long as any process has that id. `database-left-over` when some
 * do not go.
 */
export async function stopLeftOver(folders: readonly string[], steps = patient): Promise<void> {
  let left = await processesIn(folders);
  const server = await notedServers(folders);
  // A server that is gone has left processes that no longer answer to a shutdown.
  for (const [signal, milliseconds] of left.some((id) => server.has(id)) ? steps : steps.slice(1)) {
    // A server asks its own processes; each of them alone would take the signal for something else.
    const asked = signal === 'SIGINT' ? left.filter((id) => server.has(id)) : left;
    for (const id of asked) send(id, signal);
    for (let waited = 0; left.length > 0 && waited < milliseconds; waited += pollMilliseconds) {
      await delay(pollMilliseconds);
      left = await processesIn(folders);
    }
    if (left.length === 0) break;
  }
  if (left.length > 0) fail('database-left-over', `${folders.join(', ')}: process ${left.join(', ')}`);
  for (const folder of folders) await rm(join(folder, 'postmaster.pid'), { force: true });
}

/** What stands in the first line of each postmaster.pid; of use only against a list of `processesIn`. */
async function notedServers(folders: readonly string[]): Promise<Set<number>> {
  const notes = await Promise.all(
    folders.map((folder) => readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')),
  );
  return new Set(notes.map((note) => Number.parseInt(note, 10)));
}

function send(id: number, signal: NodeJS.Signals): void {
  try {
    process.kill(id, signal);
  } catch {
    // It is gone, or not ours to stop: the list tells.
  }
}
