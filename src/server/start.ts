import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import type { ClientConfig } from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import { isSetUp, prepareSetUp } from '#platform/auth';
import { byTakingRoles, openDatabase, openFolder, orGone, readMigrations, startPostgres } from '#platform/db';
import type { Folder } from '#platform/db';
import { type CofferdamError, fail } from '#platform/errors';
import { installJobs } from '#platform/jobs';
import { openFolderStore, saveRecovery } from '#platform/vault';
import type { Desk } from '#respond';
import { compose } from './compose.ts';
import { homeOf } from './home.ts';
import { hashRules, openWorker } from './inspection/index.ts';
import { rosterFor } from './inspection/roster-for.ts';
import { buildPage } from './page/index.ts';
import {
  checkWith,
  makeBackup,
  openKeys,
  placesIn,
  recordRecovery,
  refuseForeignFolder,
  startBackups,
  startCheckpoints,
  tellOfRestarts,
  type Log,
} from './operate/index.ts';
import type { Settings } from './settings.ts';
import { startUpkeep } from './upkeep.ts';

const root = join(import.meta.dirname, '../..');

/** A server that listens. */
export interface Server {
  /** `http://host:port`, with the port it has got. */
  readonly address: string;
  /** What whoever sets the installation up has to type; undefined where it is set up. */
  readonly setUpCode: string | undefined;
  /** Settles when it cannot go on by itself; the reason is an error of the catalogue. */
  readonly failed: Promise<unknown>;
  /** Meets the requests under way, then stops. */
  stop(): Promise<void>;
}

/**
 * Starts everything in order: folder, database, schema, keys, HTTP, worker. What was started is stopped again when a later
 * step fails.
 *
 * Errors: those of `openFolder`, `startPostgres`, `openDatabase` and `openKeys`; `folder-foreign`, `port-taken`, `host-invalid`.
 *
 * @param masterKey COFFERDAM_MASTER_KEY, which settings do not hold
 */
export async function startServer(settings: Settings, masterKey?: string, logTo?: Writable): Promise<Server> {
  const started: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of started.splice(0).toReversed()) await end();
  };
  const now = Date.now;
  try {
    const folder = await openFolder(settings.data);
    started.push(() => folder.close());
    const places = placesIn(settings.data);
    const failed = Promise.withResolvers<unknown>();
    // The log begins with HTTP; what happens before ends the start.
    let log: Log = { error: () => undefined };
    const access = await reach(
      settings,
      folder,
      { onFailure: failed.resolve, onExit: tellOfRestarts(() => log) },
      started,
    );
    const database = await openDatabase({
      ...access,
      migrations: await readMigrations(join(import.meta.dirname, '../platform/db/migrations')),
      onBroken: () => log.error({}, 'a connection to the database broke'),
      // One that is started in the folder is nobody else's: the folder is locked.
      ...(settings.databaseUrl !== undefined && { claim: { onLost: failed.resolve } }),
    });
    started.push(() => database.close());
    const master = await openKeys({ data: settings.data, value: masterKey, pool: database.app });
    await recordRecovery({ data: settings.data, pool: database.app, now });
    const store = await openFolderStore(places.vault);
    // A database in the folder is nobody else's.
    if (settings.databaseUrl !== undefined)
      await refuseForeignFolder({ data: settings.data, pool: database.app, store });
    const desk: Desk = { pool: database.app, now, master, store };
    const home = await homeOf(settings.data);
    const page = await buildPage(root);
    const { http, identity, intake } = await compose({
      database,
      page: page.folder,
      desk,
      home,
      rules: await hashRules(),
      saveRecovery: (file) => saveRecovery(places.recovery, { file }),
      checkBackupPlace: checkWith({ pool: database.app, data: settings.data, master }),
      ...settings,
      ...(logTo && { log: logTo }),
    });
    started.push(() => http.close());
    log = http.log;
    const checkpoints = startCheckpoints({
      pool: database.app,
      master,
      now,
      onFailure: (code) => http.log.error({ code }, 'the head of the log could not be signed'),
    });
    started.push(() => checkpoints.stop());
    const upkeep = startUpkeep({ desk, intake, worker: database.worker, log: http.log });
    started.push(() => upkeep.stop());
    const { version: program } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    const backups = startBackups({
      worker: database.worker,
      now,
      home,
      make: (to, signal) => makeBackup({ ...settings, master, to, program, now, signal }),
      onFailure: (code) => http.log.error({ code }, 'the daily backup could not be made'),
    });
    started.push(() => backups.stop());
    if (settings.jobs > 0) {
      const worker = await openWorker({
        ...desk,
        connection: { ...access.as('cofferdam_worker'), database: 'cofferdam' },
        concurrency: settings.jobs,
        roster: (incident) => rosterFor(database.worker, { ...desk, incident }),
        onTrouble: (explanation) => http.log.error({ why: explanation }, 'a job did not end'),
      });
      started.push(() => worker.stop());
    } else {
      // What is handed in is queued for workers of their own, also before the first of them has come.
      await installJobs(database.worker);
    }
    await http.listen({ host: settings.host, port: settings.port }).catch((error: unknown) => refuse(settings, error));
    const [address] = http.addresses();
    const port = typeof address === 'object' ? address.port : settings.port;
    const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
    const setUpCode = (await isSetUp(database.app)) ? undefined : await prepareSetUp(identity);
    return { address: `http://${host}:${port}`, setUpCode, failed: failed.promise, stop };
  } catch (error) {
    await stop();
    // The database may end while the start asks it.
    throw orGone(error);
  }
}

type Access = Pick<Parameters<typeof openDatabase>[0], 'connection' | 'as'>;

/** The database that the settings name, or one that is started in the folder. */
async function reach(
  { databaseUrl }: Settings,
  folder: Folder,
  told: { readonly onFailure: (error: unknown) => void; readonly onExit: (why: CofferdamError) => void },
  started: (() => Promise<void> | void)[],
): Promise<Access> {
  if (databaseUrl !== undefined) {
    // As fields: the database of a `connectionString` goes before every other that is named.
    const connection: ClientConfig = parseIntoClientConfig(databaseUrl);
    return { connection, as: byTakingRoles(connection) };
  }
  const postgres = await startPostgres({ folder, onExit: told.onExit });
  started.push(() => postgres.stop());
  void postgres.exited.then(told.onFailure);
  const { connection } = postgres;
  return { connection, as: (role) => ({ ...connection, user: role }) };
}

function refuse({ host, port }: Settings, error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') fail('port-taken', String(port), error);
  if (code === 'EACCES') fail('setting-invalid', `port ${port}: this user may not listen there`, error);
  if (code === 'EADDRNOTAVAIL') fail('setting-invalid', `host ${host}: this machine has no such address`, error);
  throw error;
}
