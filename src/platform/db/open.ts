import { Client, Pool } from 'pg';
import type { ClientConfig } from 'pg';
import { CofferdamError, codeOf, fail } from '../errors/index.ts';
import { migrate } from './migrate.ts';
import type { Migration } from './migrate.ts';
import { prepareDatabase, prepareRoles } from './roles.ts';

/** A database that is ready for the server. */
export interface Database {
  /** Connections below row-level security; see transact.ts. */
  readonly app: Pool;
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
const most = 10;

/**
 * Makes roles, database and schema where they are missing and brings them forward.
 *
 * Fails with `database-gone` where nothing answers, `database-version` below PostgreSQL 15, and the codes of migrate.ts.
 */
export async function openDatabase({ connection, as, migrations, onBroken }: DatabaseInit): Promise<Database> {
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
  const owner = await connect({ ...connection, database: name });
  try {
    await migrate(owner, migrations);
  } finally {
    await owner.end();
  }
  const app = new Pool({ ...as('cofferdam_app'), database: name, max: most });
  app.on('error', onBroken);
  return {
    app,
    async check() {
      try {
        await app.query('select');
      } catch (error) {
        fail('database-gone', '', error);
      }
    },
    close: () => app.end(),
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
