import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import { CofferdamError } from '../../errors/index.ts';
import type { Binaries } from './binaries.ts';
import type { Places } from './cluster.ts';
import { type Launch, environment } from './launch.ts';
import type { ServerLog } from './log.ts';
import { lastOf, reasonOf } from './reasons.ts';
import { port, serverArguments } from './settings.ts';

/** How to reach the server, as `pg` takes it. The user may do everything; `user` and `database` can be replaced. */
export interface Connection {
  /** Folder of the socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly ssl: false;
}

/** One run of the server, from ready to gone. */
export interface Server {
  /** The server's main process. */
  readonly pid: number;
  /** Resolves when the main process is gone, with why: of use only when nobody has asked it to stop. */
  readonly gone: Promise<CofferdamError>;
  /** Shuts it down, breaking off what runs, and resolves when it is gone. */
  stop(): Promise<void>;
}

export interface ServerInit {
  readonly places: Places;
  readonly binaries: Binaries;
  readonly launch: Launch;
  readonly socketFolder: string;
  readonly log: ServerLog;
  /** Aborted when the server is no longer wanted, ready or not. */
  readonly signal: AbortSignal;
}

const pollMilliseconds = 10;
/** Longer than the recovery of what `max_wal_size` lets pile up takes on a slow disk. */
const startMilliseconds = 600_000;
/** From the server calling itself ready to the first answer, which comes at once. */
const answerMilliseconds = 30_000;

/**
 * Starts the server and resolves when it answers. Rejects when it ends before that: `data-disk-full`,
 * `database-version`, `database-damaged`, `database-engine-missing`, else `database-ended`, with the last lines of its
 * log; `database-silent` when it does not answer within ten minutes.
 */
export async function startServer(init: ServerInit): Promise<Server> {
  const { places, binaries, launch, log, socketFolder, signal } = init;
  log.begin();
  const program = [binaries.postgres, '-D', places.data, ...serverArguments(socketFolder)];
  const [file = '', ...args] = [...launch.front, ...program];
  const child = spawn(file, args, {
    cwd: places.home,
    env: environment(binaries.libraryPath),
    stdio: ['ignore', 'ignore', 'pipe'],
    // Not in our process group: Ctrl-C in a terminal would stop the server under our feet.
    detached: true,
  });
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => log.append(text));
  const gone = deathOf(child, log);
  const server: Server = { pid: child.pid ?? 0, gone, stop: () => stop(child, gone) };
  const connection = connectionTo(socketFolder);
  let death: CofferdamError | undefined;
  void gone.then((error) => (death = error));
  for (let waited = 0, ready = 0; !signal.aborted; waited += pollMilliseconds) {
    if (death !== undefined) throw death;
    if (await isReady(places.data)) {
      if (await answers(connection)) return server;
      ready += pollMilliseconds;
    }
    if (waited >= startMilliseconds || ready >= answerMilliseconds) {
      await server.stop();
      throw new CofferdamError('database-silent', lastOf(log.tail()));
    }
    await delay(pollMilliseconds);
  }
  await server.stop();
  return server;
}

/**
 * Whether the server notes in its lock file (8th line) that it takes connections, which is where pg_ctl looks too. Each
 * connection that is refused before would stand in the log, hundreds of them during a long recovery.
 */
async function isReady(data: string): Promise<boolean> {
  const note = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  return note.split('\n')[7]?.trim() === 'ready';
}

export function connectionTo(socketFolder: string): Connection {
  return { host: socketFolder, port, user: 'postgres', database: 'postgres', ssl: false };
}

/** Why a connection was refused stands in the log of the server. */
async function answers(connection: ClientConfig): Promise<boolean> {
  const client = new Client({ ...connection, connectionTimeoutMillis: 5000 });
  // A connection that breaks after it was made is told by the query.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Resolves when the main process is gone. Its last words may still be in the pipe then, which other processes of the
 * server may hold open for a moment, or for long: they are waited for, but not for long.
 */
async function deathOf(child: ChildProcess, log: ServerLog): Promise<CofferdamError> {
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const how = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`cannot execute: ${error.message}`));
    child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : signal));
  });
  if (child.pid !== undefined) await Promise.race([closed, delay(300)]);
  const lines = [...log.tail(), how];
  return new CofferdamError(reasonOf(lines), lastOf(lines));
}

const patience: readonly (readonly [NodeJS.Signals, number])[] = [
  // What it did not write down by then is in the log of changes.
  ['SIGINT', 20_000],
  ['SIGQUIT', 10_000],
];

async function stop(child: ChildProcess, gone: Promise<CofferdamError>): Promise<void> {
  const end = new AbortController();
  void gone.then(() => end.abort());
  for (const [signal, milliseconds] of patience) {
    if (end.signal.aborted || !child.kill(signal)) break;
    await delay(milliseconds, undefined, { signal: end.signal }).catch(() => undefined);
  }
  if (!end.signal.aborted) child.kill('SIGKILL');
  await gone;
}
