import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import type { Client } from 'pg';
import { describe, expect, inject, test } from 'vitest';
import { findEscapes } from './catalogue.ts';
import { migrate, readMigrations } from './migrate.ts';
import { prepareDatabase, prepareRoles } from './roles.ts';
import { cloneDatabase, connectTo } from './testing/cluster.ts';
import { type Dump, dumps, loadDump, readDumps, writeDump } from './testing/dumps/dump.ts';

const migrations = await readMigrations(join(import.meta.dirname, 'migrations'));
const rewrite = process.env['COFFERDAM_REWRITE'] === '1';

/** Runs something in a database that was migrated to `number`. */
async function at<T>(number: number, act: (client: Client) => Promise<T>): Promise<T> {
  const cluster = inject('postgres');
  const name = `upgrade_${randomUUID().replaceAll('-', '')}`;
  const admin = await connectTo(cluster, 'postgres');
  await prepareRoles(admin);
  await prepareDatabase(admin, name);
  const client = await connectTo(cluster, name);
  try {
    await migrate(client, migrations.slice(0, number));
    return await act(client);
  } finally {
    await client.end();
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  }
}

/** Rows of the tables of a dump by the columns that it has, as text. */
async function rowsOf(client: Client, { tables }: Dump): Promise<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {};
  for (const { name, columns } of tables) {
    const { rows } = await client.query<{ row: string }>(
      `select row_to_json(t)::text as row from (select ${columns.map((one) => `"${one}"`).join(', ')}
       from cofferdam."${name}") t order by 1`,
    );
    found[name] = rows.map(({ row }) => row);
  }
  return found;
}

// A flag makes them anew, from the rows of fill-NNNN.sql: of migrations that were released they never change.
test.runIf(rewrite)('dumps are written', async () => {
  for (const { number } of migrations) {
    const fill = join(dumps, `fill-${String(number).padStart(4, '0')}.sql`);
    if (!existsSync(fill)) continue;
    const sql = await readFile(fill, 'utf8');
    await at(number, async (client) => {
      await client.query(sql);
      await writeDump(client);
    });
  }
});

describe.each(await readDumps())('from migration $migration on', (dump) => {
  test('rows are loaded as they were, and each is there after all later migrations', async () => {
    await at(dump.migration, async (client) => {
      await loadDump(client, dump);
      const before = await rowsOf(client, dump);
      expect(Object.values(before).every((rows) => rows.length > 0)).toBe(true);
      expect(await migrate(client, migrations)).toBe(migrations.length - dump.migration);
      expect(await rowsOf(client, dump)).toEqual(before);
    });
  });

  test('nothing escapes row-level security that does not in a new database', async () => {
    const fresh = await cloneDatabase();
    await at(dump.migration, async (client) => {
      await loadDump(client, dump);
      await migrate(client, migrations);
      expect(await findEscapes(client)).toEqual(await findEscapes(fresh.owner));
    });
    await fresh.close();
  });
});
