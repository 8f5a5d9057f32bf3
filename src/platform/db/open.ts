import { Client, Pool } from 'pg';
import type { ClientConfig } from 'pg';
import { CofferdamError, codeOf, fail } from '../errors/index.ts';
import { type Claim, type ClaimInit, claimDatabase } from './claim.ts';
import { migrate } from './migrate.ts';
import type { Migration } from './migrate.ts';
import { prepareDatabase, prepareRoles } from './roles.ts';

/** A database that is ready for the server. */
export interface Database {
  /** Connections below row-level security; see transact.ts. */
  readonly app: Pool;
  /** Connections of the workers' role, in which rows of an incident exist for its jobs alone; see `transactJob`. */
  readonly worker: Pool;
  /** Rejects with `database-gone` where the database does not answer. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseInit {
  /** As a login that may make roles and databases: the superuser of the engine, or what DATABASE_URL says. */
  readonly connection: ClientConfig;
  /** How one enters as a role of the installation: logged in as it, or in the worst case having taken it. */
  readonly as: (role: 'cofferdam_app' | 'cofferdam_worker') => ClientConfig;
  readonly migrations: readonly Migration[];
  /** Told of a connection that breaks while nobody uses it; the next request makes another. */
  readonly onBroken: () => void;
  /** Set by a server that shares the database with no other; see claim.ts. */
  readonly claim?: Pick<ClaimInit, 'onLost'>;
}

/**
 * Enters with one login for all roles, taking the role as the connection begins: where it cannot be taken there is no
 * connection, and so none that stands above row-level security. Whoever can run SQL of his own in it can go back to the
 * login; with logins of their own the roles cannot.
 */
export const byTakingRoles =
  (connection: ClientConfig): DatabaseInit['as'] =>
  (role) => ({ ...connection, options: `-c role=${role}` });

const name = 'cofferdam';
const oldest = 15;
/** More only wait for the same two cores. */
/** Who waits longer for a connection is told that the database is not there, instead of waiting with all others. */
const connectionTimeoutMillis = 10_000;
const most = { app: 10, worker: 6 } as const;

/**
 * Makes roles, database and schema where they are missing and brings them forward.
 *
 * Fails with `database-gone` where nothing answers, `database-version` below PostgreSQL 15, `database-in-use` where it is to
 * be claimed and another server has it, and the codes of migrate.ts.
 */
export async function openDatabase(init: DatabaseInit): Promise<Database> {
  const { connection, as, migrations, onBroken } = init;
  const admin = await connect(connection);
  try {
    const { rows } = await admin.query<{ number: string }>(`select current_setting('server_version_num') as number`);
    const version = Math.floor(Number(rows[0]?.number) / 10_000);
    if (version < oldest) fail('database-version', `PostgreSQL ${version}`);
    await prepareRoles(admin);
    await prepareDatabase(admin, name);
  } finally {
    await admin.end();
  }
  // Before anything is brought forward under a server that works.
  const claim: Claim | undefined =
    init.claim && (await claimDatabase({ connection: { ...as('cofferdam_app'), database: name }, ...init.claim }));
  try {
    const owner = await connect({ ...connection, database: name });
    try {
      await migrate(owner, migrations);
    } finally {
      await owner.end();
    }
  } catch (error) {
    await claim?.release();
    throw error;
  }
  const [app, worker] = (['app', 'worker'] as const).map((role) => {
    const pool = new Pool({ ...as(`cofferdam_${role}`), database: name, max: most[role], connectionTimeoutMillis });
    pool.on('error', onBroken);
    // One that breaks between two queries of a transaction rejects the next; without this it would end the process.
    pool.on('connect', (client) => client.on('error', () => undefined));
    return pool;
  }) as [Pool, Pool];
  return {
    app,
    worker,
    async check() {
      try {
        await app.query('select');
      } catch (error) {
        fail('database-gone', '', error);
      }
    },
    async close() {
      await Promise.all([app.end(), worker.end()]);
      await claim?.release();
    },
  };
}

async function connect(config: ClientConfig): Promise<Client> {
  const client = new Client(config);
  // A connection that breaks while it is used rejects the query as well.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    if (codeOf(error) !== 'internal') throw error;
    // What a driver says may quote the address with its password.
    throw new CofferdamError('database-gone', '', error);
  }
}
