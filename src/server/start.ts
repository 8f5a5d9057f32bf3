import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { parseIntoClientConfig } from 'pg-connection-string';
import { byTakingRoles, openDatabase, openFolder, readMigrations, startPostgres } from '#platform/db';
import type { Folder } from '#platform/db';
import { fail } from '#platform/errors';
import { createHttp } from './http.ts';
import type { Settings } from './settings.ts';

/** A server that listens. */
export interface Server {
  /** `http://host:port`, with the port it has got. */
  readonly address: string;
  /** Settles when it cannot go on by itself; the reason is an error of the catalogue. */
  readonly failed: Promise<unknown>;
  /** Meets the requests under way, then stops. */
  stop(): Promise<void>;
}

/**
 * Starts everything in order: folder, database, schema, HTTP. What was started is stopped again when a later step fails.
 *
 * Errors: those of `openFolder`, `startPostgres` and `openDatabase`; `port-taken`, `host-invalid`.
 */
export async function startServer(settings: Settings, log?: Writable): Promise<Server> {
  const started: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of started.splice(0).toReversed()) await end();
  };
  try {
    const folder = await openFolder(settings.data);
    started.push(() => folder.close());
    const failed = Promise.withResolvers<unknown>();
    const access = await reach(settings, folder, failed.resolve, started);
    const database = await openDatabase({
      ...access,
      migrations: await readMigrations(join(import.meta.dirname, '../platform/db/migrations')),
      onBroken: () => http.log.warn('a connection to the database broke'),
    });
    started.push(() => database.close());
    const http = createHttp({ logLevel: settings.logLevel, ready: () => database.check(), ...(log && { log }) });
    started.push(() => http.close());
    await http.listen({ host: settings.host, port: settings.port }).catch((error: unknown) => refuse(settings, error));
    const [address] = http.addresses();
    const port = typeof address === 'object' ? address.port : settings.port;
    const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
    return { address: `http://${host}:${port}`, failed: failed.promise, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Access = Pick<Parameters<typeof openDatabase>[0], 'connection' | 'as'>;

/** The database that the settings name, or one that is started in the folder. */
async function reach(
  { databaseUrl }: Settings,
  folder: Folder,
  onFailure: (error: unknown) => void,
  started: (() => Promise<void> | void)[],
): Promise<Access> {
  if (databaseUrl !== undefined) {
    // As fields: the database of a `connectionString` goes before every other that is named.
    const connection = parseIntoClientConfig(databaseUrl);
    return { connection, as: byTakingRoles(connection) };
  }
  const postgres = await startPostgres({ folder });
  started.push(() => postgres.stop());
  void postgres.exited.then(onFailure);
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
