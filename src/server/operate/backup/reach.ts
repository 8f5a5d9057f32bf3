import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import { type Folder, openFolder, startPostgres } from '#platform/db';
import { CofferdamError, codeOf, fail } from '#platform/errors';

/** The database of an installation, reached beside its server. */
export interface Reached {
  /** As a login that may become `cofferdam_owner`, without the name of a database. */
  readonly connection: ClientConfig;
  /** Stops what had to be started to reach it. */
  close(): Promise<void>;
}

export interface ReachInit {
  /** The data folder. */
  readonly data: string;
  /** A PostgreSQL of one's own; without it the one in the data folder. */
  readonly databaseUrl?: string | undefined;
}

const name = 'cofferdam';

/**
 * Reaches the database beside a server that runs, by the socket in its data folder, or starts it where no server does.
 * Fails with `database-gone`, and as `openFolder` and `startPostgres` do.
 */
export async function reach({ data, databaseUrl }: ReachInit): Promise<Reached> {
  if (databaseUrl !== undefined) return { connection: fieldsOf(databaseUrl), close: async () => undefined };
  let folder: Folder;
  try {
    folder = await openFolder(data);
  } catch (error) {
    if (codeOf(error) !== 'folder-in-use') throw error;
    // Where its path is too long for a socket it is a link to a shorter one.
    const host = await realpath(join(data, 'postgres', 'socket')).catch((cause: unknown) =>
      fail('database-gone', `${data}: its server has not started it yet`, cause),
    );
    return { connection: { host, port: 5432, user: 'postgres', ssl: false }, close: async () => undefined };
  }
  return startIn(folder);
}

/** Starts the engine in a folder that is ours, and gives the folder free at the end. */
export async function startIn(folder: Folder): Promise<Reached> {
  try {
    const postgres = await startPostgres({ folder });
    const { database: _, ...connection } = postgres.connection;
    return {
      connection,
      async close() {
        await postgres.stop();
        folder.close();
      },
    };
  } catch (error) {
    folder.close();
    throw error;
  }
}

/** As fields: the database of a `connectionString` goes before every other that is named. */
export function fieldsOf(databaseUrl: string): ClientConfig {
  const { database: _, ...connection } = parseIntoClientConfig(databaseUrl);
  return connection;
}

/** Runs `act` with a connection to the installation's database. */
export async function withDatabase<T>(
  connection: ClientConfig,
  act: (client: Client) => Promise<T>,
  database = name,
): Promise<T> {
  const client = new Client({ ...connection, database });
  // A connection that breaks while it is used rejects the query as well.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    // What a driver says may quote the address with its password.
    throw new CofferdamError('database-gone', '', error);
  }
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

/**
 * Sees to it that this login can read all rows. A superuser can. Any other becomes the owner of the schema, whom forced
 * row-level security holds as it holds everybody, and gets a policy of its own on each table that has none yet; that
 * waits for whoever uses the table, and not for long.
 */
export async function readAsOwner(client: Client): Promise<void> {
  const { rows } = await client.query<{ above: boolean }>(
    'select rolsuper or rolbypassrls as above from pg_roles where rolname = current_user',
  );
  if (rows[0]?.above === true) return;
  await client.query('set role cofferdam_owner');
  await client.query(`set lock_timeout = '10s'`);
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'cofferdam' and c.relkind in ('r', 'p')
       and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'copied_by_owner')`,
  );
  for (const table of tables) {
    await client.query(`create policy copied_by_owner on ${table.name} for select to cofferdam_owner using (true)`);
  }
}
