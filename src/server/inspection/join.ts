import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientConfig } from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import type { Pool } from 'pg';
import { byTakingRoles, orGone, readMigrations } from '#platform/db';
import { fail } from '#platform/errors';
import { openJobPool } from '#platform/jobs';
import { type MasterKey, openFolderStore } from '#platform/vault';
import { masterKeyOf, placesIn, refuseMissingVault } from '../operate/index.ts';
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
 * Fails with `database-gone` where no database answers, with `database-newer`, `database-older` or `database-differs` where
 * its schema is that of another version of the program, `key-wrong` where it was set up with another master key,
 * `vault-missing` where the vault is not there, and as master key and vault do.
 */
export async function joinAsWorker({ settings, masterKey, jobs, onTrouble }: JoinInit): Promise<Worker> {
  const { data } = settings;
  const connection = await connectionOf(settings);
  const master = await masterKeyOf(data, masterKey);
  await refuseMissingVault(data);
  const store = await openFolderStore(placesIn(data).vault);
  const pool = openJobPool(connection, 0, onTrouble);
  try {
    await checkSchema(pool);
    await checkKey(pool, master);
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
    // The database may end while this begins.
    throw orGone(error);
  }
}

/** A worker brings no database forward: it works on that of its own version alone. */
async function checkSchema(pool: Pool): Promise<void> {
  const steps = await pool
    .query<{ number: number; sha256: string }>('select number, sha256 from cofferdam.schema_step order by number')
    .catch((error: unknown) => fail(isUndefinedTable(error) ? 'database-older' : 'database-gone', '', error));
  const own = await readMigrations(join(import.meta.dirname, '../../platform/db/migrations'));
  const known = new Map(steps.rows.map(({ number, sha256 }) => [number, sha256]));
  for (const { number, sha256 } of own) {
    if (!known.has(number)) fail('database-older', `migration ${number}`);
    if (known.get(number) !== sha256) fail('database-differs', `migration ${number}`);
  }
  const last = steps.rows.at(-1)?.number ?? 0;
  if (last > own.length) fail('database-newer', `migration ${last}`);
}

/** With another key it would fail each job that it takes, and take them from those who could do them. */
async function checkKey(pool: Pool, { id }: MasterKey): Promise<void> {
  const { rows } = await pool.query<{ master_key: string }>('select master_key from cofferdam.installation');
  const needed = rows[0]?.master_key;
  if (needed !== undefined && needed !== id) fail('key-wrong', `given ${id}, needed ${needed}`);
}

/** SQLSTATE 42P01: of before there was this table. */
const isUndefinedTable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '42P01';

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
