import type { Readable } from 'node:stream';
import { type Client, escapeIdentifier } from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** A table of the schema `cofferdam`, as it is copied. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/** A sequence, and where it stands. */
export interface Sequence {
  readonly name: string;
  /** A bigint, in decimal digits. */
  readonly last: string;
  readonly called: boolean;
}

export interface Schema {
  /** Number of the last migration that ran. */
  readonly migration: number;
  /** SHA-256 of each migration, from the first on. */
  readonly migrations: readonly string[];
  readonly tables: readonly Table[];
  readonly sequences: readonly Sequence[];
}

/**
 * What there is to copy. Not among it: what the database computes itself, and ids of transactions (`xid8`): those of one
 * server mean something else in another, where a row that says "only in the transaction that made me" would be open to a
 * transaction that happens to have the same number. They are set to that of the restore, which is over when anybody asks.
 */
export async function describeSchema(client: Client): Promise<Schema> {
  const { rows: migrations } = await client.query<{ sha256: string }>(
    'select sha256 from public.cofferdam_migration order by number',
  );
  const { rows: tables } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'cofferdam'::regnamespace and c.relkind = 'r'
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       and not (a.atttypid = 'xid8'::regtype and a.atthasdef)
     group by c.relname order by c.relname`,
  );
  const { rows: names } = await client.query<{ name: string }>(
    `select relname::text as name from pg_class
     where relnamespace = 'cofferdam'::regnamespace and relkind = 'S' order by relname`,
  );
  const sequences: Sequence[] = [];
  for (const { name } of names) {
    const { rows } = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${nameOf(name)}`,
    );
    sequences.push(...rows.map((row) => ({ name, ...row })));
  }
  return { migration: migrations.length, migrations: migrations.map(({ sha256 }) => sha256), tables, sequences };
}

export function nameOf(relation: string): string {
  return `cofferdam.${escapeIdentifier(relation)}`;
}

export function columnsOf({ name, columns }: Table): string {
  return `${nameOf(name)} (${columns.map((column) => escapeIdentifier(column)).join(', ')})`;
}

/** So that a row is written the same way whatever the server and the login are set to. */
export async function setForm(client: Client): Promise<void> {
  await client.query(`set local datestyle = 'ISO, YMD'`);
  await client.query(`set local intervalstyle = 'postgres'`);
  await client.query(`set local timezone = 'UTC'`);
  await client.query(`set local bytea_output = 'hex'`);
  await client.query('set local extra_float_digits = 1');
  await client.query(`set local client_encoding = 'UTF8'`);
}

/** Rows of a table in PostgreSQL's text form, which all its versions read: a row a line. `rowCount` is told at the end. */
export function copyOut(client: Client, table: Table): Readable & { readonly rowCount: number } {
  return client.query(copyTo(`copy ${columnsOf(table)} to stdout`));
}
