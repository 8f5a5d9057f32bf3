import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';
import type { ClientConfig } from 'pg';
import { inject } from 'vitest';
import { migrate, readMigrations } from '../migrate.ts';
import { prepareDatabase, prepareRoles } from '../roles.ts';

/** How a test reaches the one server of a run; made by start.ts. */
export interface Cluster {
  readonly host: string;
  readonly port: number;
  readonly user: string;
}

const template = 'cofferdam_template';

export async function connectTo(cluster: Cluster, database: string): Promise<Client> {
  const client = new Client({ ...cluster, database });
  await client.connect();
  return client;
}

/** Makes the migrated database that all tests start from. */
export async function makeTemplate(cluster: Cluster): Promise<void> {
  const admin = await connectTo(cluster, 'postgres');
  await prepareRoles(admin);
  await prepareDatabase(admin, template);
  await admin.end();
  const owner = await connectTo(cluster, template);
  await migrate(owner, await readMigrations(join(import.meta.dirname, '../migrations')));
  await owner.end();
}

export interface TestDatabase {
  /** Connected as the one who may do everything, for what tests set up and look up. */
  readonly owner: Client;
  readonly app: ClientConfig;
  readonly worker: ClientConfig;
  close(): Promise<void>;
}

/** A fresh migrated database, for one test file: a copy of the template takes 40 ms. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const cluster = inject('postgres');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = await connectTo(cluster, 'postgres');
  await admin.query(`create database ${name} template ${template}`);
  await admin.end();
  const owner = await connectTo(cluster, name);
  const { host, port } = cluster;
  return {
    owner,
    app: { host, port, database: name, user: 'cofferdam_app' },
    worker: { host, port, database: name, user: 'cofferdam_worker' },
    async close() {
      await owner.end();
      const last = await connectTo(cluster, 'postgres');
      // Connections that were ended may still be ending; cut off by force they raise in the test that had them.
      const others = 'select from pg_stat_activity where datname = $1';
      for (let tries = 0; tries < 100 && (await last.query(others, [name])).rowCount !== 0; tries += 1) {
        await last.query('select pg_sleep(0.01)');
      }
      await last.query(`drop database ${name} with (force)`);
      await last.end();
    },
  };
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly postgres: Cluster;
  }
}
