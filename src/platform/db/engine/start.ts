import { setTimeout as delay } from 'node:timers/promises';
import { type CofferdamError, fail } from '../../errors/index.ts';
import type { Folder } from '../folder/index.ts';
import { installedBinaries, prepareBinaries } from './binaries.ts';
import { makeHome, placesIn, prepareCluster } from './cluster.ts';
import { findLaunch } from './launch.ts';
import { openServerLog } from './log.ts';
import { stopLeftOver } from './processes.ts';
import { type Connection, connectionTo, startServer } from './server.ts';
import { makeSocketFolder } from './socket.ts';
import { supervise } from './supervise.ts';

export interface PostgresInit {
  /** The opened data folder; the server lives in `postgres` in it. */
  readonly folder: Folder;
  /** Folder of PostgreSQL's programs, with `bin`, `lib` and `share`. @default that of the installed package */
  readonly native?: string;
  /** Milliseconds of a clock that is never set back. @default performance.now */
  readonly now?: () => number;
  /** @default a timer */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Told each time that the server ended by itself, before it is started again. */
  readonly onExit?: (why: CofferdamError) => void;
}

export interface Postgres {
  /** Good for as long as this server is kept running, through restarts too. */
  readonly connection: Connection;
  /** Shuts the server down, breaking off what runs, and resolves when it is gone. */
  stop(): Promise<void>;
  /** Resolves when the server is gone for good: after `stop`, or with the error for which it was given up. */
  readonly exited: Promise<CofferdamError | undefined>;
}

const timer = async (milliseconds: number, signal: AbortSignal): Promise<void> =>
  await delay(milliseconds, undefined, { signal });

/**
 * Starts PostgreSQL in the data folder and keeps it running until `stop`: a server that ends by itself is started
 * again, three times within a minute at most. Makes the database when there is none. What a killed Cofferdam left
 * running or half made there is stopped and cleared away first; the folder being locked, it is nobody else's.
 *
 * Rejects with `data-disk-full`, `folder-not-writable`, or one of the codes `database-…`, save `database-gone`.
 *
 * Measured on two cores: a first start 0.9 s, later ones 0.1 s.
 */
export async function startPostgres(init: PostgresInit): Promise<Postgres> {
  const { folder } = init;
  // A second server would take the first for one that was left over, and stop it.
  if (served.has(folder)) fail('folder-in-use', folder.path);
  served.add(folder);
  try {
    return await startIn(init, () => served.delete(folder));
  } catch (error) {
    served.delete(folder);
    throw error;
  }
}

const served = new WeakSet<Folder>();

async function startIn(init: PostgresInit, giveBack: () => void): Promise<Postgres> {
  const places = placesIn(init.folder.path);
  const launch = findLaunch();
  await makeHome(places.home);
  const worked = [places.data, places.unfinished, places.home];
  await stopLeftOver(worked);
  const binaries = await prepareBinaries(init.native ?? installedBinaries(), places.libraries);
  await prepareCluster(places, binaries, launch);
  const socket = await makeSocketFolder(places.home);
  const log = openServerLog(places.log);
  const leave = async (): Promise<void> => {
    log.close();
    await socket.remove();
    giveBack();
  };
  try {
    const supervised = await supervise({
      start: async (signal) => await startServer({ places, binaries, launch, socketFolder: socket.path, log, signal }),
      // Processes of a server that was killed end by themselves, but not always at once.
      clear: async () => await stopLeftOver(worked),
      now: init.now ?? (() => performance.now()),
      wait: init.wait ?? timer,
      onExit: init.onExit ?? (() => undefined),
    });
    const exited = (async () => {
      try {
        return await supervised.exited;
      } finally {
        await leave();
      }
    })();
    return {
      connection: connectionTo(socket.path),
      exited,
      async stop() {
        supervised.stop();
        await exited;
      },
    };
  } catch (error) {
    await leave();
    throw error;
  }
}
