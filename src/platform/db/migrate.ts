import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { fail } from '../errors/index.ts';

/** One change of the schema, in the order of their numbers. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

const fileName = /^(\d{4})-([a-z0-9-]+)\.sql$/;

/** The migrations of a folder, `NNNN-name.sql`, numbered from 1 without a gap; other files are refused. */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).toSorted();
  return Promise.all(
    names.map(async (file, index) => {
      const [, number = '', name = ''] = fileName.exec(file) ?? [];
      if (Number(number) !== index + 1) fail('internal', `migration ${file} is out of order`);
      const sql = await readFile(join(folder, file), 'utf8');
      return { number: Number(number), name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/** Two processes that start together must not both migrate. Any number that nothing else of ours locks. */
const lockKey = 4_817_203_111;

/**
 * Brings a database forward, each migration in a transaction of its own, as the role that owns the schema. What ran is
 * kept with its hash: a migration that was edited later, or a database of a newer program, is refused and not touched.
 *
 * @param client connected as a role that may become `cofferdam_owner`
 * @returns how many ran
 */
export async function migrate(client: Client, migrations: readonly Migration[]): Promise<number> {
  await client.query('select pg_advisory_lock($1)', [lockKey]);
  try {
    await client.query('set role cofferdam_owner');
    await client.query(`
      create table if not exists public.cofferdam_migration (
        number integer primary key,
        name text not null,
        sha256 text not null,
        applied_at timestamptz not null default now()
      )`);
    const { rows } = await client.query<{ number: number; sha256: string }>(
      'select number, sha256 from public.cofferdam_migration order by number',
    );
    const applied = new Map(rows.map(({ number, sha256 }) => [number, sha256]));
    for (const number of applied.keys()) if (number > migrations.length) fail('database-newer', `migration ${number}`);
    let ran = 0;
    for (const migration of migrations) {
      const known = applied.get(migration.number);
      if (known === migration.sha256) continue;
      if (known !== undefined) fail('database-differs', `migration ${migration.number}`);
      await run(client, migration);
      ran += 1;
    }
    return ran;
  } finally {
    await client.query('reset role');
    await client.query('select pg_advisory_unlock($1)', [lockKey]);
  }
}

async function run(client: Client, { number, name, sql, sha256 }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into public.cofferdam_migration (number, name, sha256) values ($1, $2, $3)', [
      number,
      name,
      sha256,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    fail('migration-failed', `migration ${number}`, error);
  }
}
