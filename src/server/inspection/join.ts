import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientConfig } from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import { byTakingRoles } from '#platform/db';
import { fail } from '#platform/errors';
import { openJobPool } from '#platform/jobs';
import { openFolderStore } from '#platform/vault';
import { masterKeyOf, placesIn } from '../operate/index.ts';
import type { Settings } from '../settings.ts';
import { rosterFor } from './roster-for.ts';
import { openWorker, type Worker } from './worker.ts';

export { readSettings } from '../settings.ts';

export interface JoinInit {
  readonly settings: Pick<Settings, 'data' | 'databaseUrl'>;
  /** COFFERDAM_MASTER_KEY. */
  readonly masterKey?: string | undefined;
  /** Jobs at once. */
  readonly jobs: number;
  readonly onTrouble: (explanation: string) => void;
}

/**
 * Starts a worker in a process of its own, beside a server that runs: on its data folder, or on another machine with the
 * same DATABASE_URL, master key and vault.
 *
 * Fails with `database-gone` where no database answers, and as the master key and the vault do.
 */
export async function joinAsWorker({ settings, masterKey, jobs, onTrouble }: JoinInit): Promise<Worker> {
  const { data } = settings;
  const connection = await connectionOf(settings);
  const master = await masterKeyOf(data, masterKey);
  const store = await openFolderStore(placesIn(data).vault);
  const pool = openJobPool(connection, 0, onTrouble);
  try {
    await pool.query('select').catch((error: unknown) => fail('database-gone', '', error));
    const worker = await openWorker({
      connection,
      master,
      store,
      now: Date.now,
      concurrency: jobs,
      onTrouble,
      roster: (incident) => rosterFor(pool, { master, store, incident }),
    });
    return {
      ended: worker.ended,
      async stop() {
        await worker.stop();
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** As the workers' role. A PostgreSQL in the data folder is the server's to start: a worker joins it. */
async function connectionOf({ data, databaseUrl }: JoinInit['settings']): Promise<ClientConfig> {
  const database = 'cofferdam';
  if (databaseUrl !== undefined) {
    return { ...byTakingRoles(parseIntoClientConfig(databaseUrl))('cofferdam_worker'), database };
  }
  // Where its path is too long for a socket it is a link to a shorter one.
  const host = await realpath(join(data, 'postgres', 'socket')).catch((error: unknown) =>
    fail('database-gone', `${data}: no server runs on it`, error),
  );
  return { host, port: 5432, user: 'cofferdam_worker', database, ssl: false };
}
