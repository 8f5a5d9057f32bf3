import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { Place } from './markers.ts';

/** Files below a folder, with their names, as they lie. Those that end meanwhile are left out. */
export function* filesBelow(folder: string, skips: (path: string) => boolean = () => false): Generator<Place> {
  for (const entry of namesIn(folder)) {
    const path = join(folder, entry.name);
    if (skips(path)) continue;
    yield { name: `the name of a file in ${folder}`, bytes: Buffer.from(entry.name) };
    if (entry.isDirectory()) yield* filesBelow(path, skips);
    else if (entry.isFile()) yield { name: path, bytes: read(path) };
  }
}

/** Small files that others than this test may have written since, at the top of a folder that everybody uses. */
export function* filesSince(folder: string, since: number, skips: (path: string) => boolean): Generator<Place> {
  for (const entry of namesIn(folder)) {
    const path = join(folder, entry.name);
    if (!entry.isFile() || skips(path)) continue;
    const { ctimeMs = 0, size = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
    if (ctimeMs >= since && size < 16 * 1024 * 1024) yield { name: path, bytes: read(path) };
  }
}

function namesIn(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

/** All rows of all tables but those of the system: one place a table, bytes as hexadecimal digits and as they are. */
export async function tablesOf(client: Client): Promise<Place[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const places: Place[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<Record<string, unknown>>({ text: `select * from ${name}` });
    const values = rows.flatMap((row) => Object.values(row));
    const bytes = values.map((value) =>
      value instanceof Buffer ? Buffer.concat([value, Buffer.from(value.toString('hex'))]) : Buffer.from(textOf(value)),
    );
    places.push({ name: `table ${name}`, bytes: Buffer.concat(bytes.flatMap((one) => [one, Buffer.from('\n')])) });
  }
  return places;
}

/** What the server knows by itself: statements that run, and what it remembers of columns to plan by. */
export async function systemOf(client: Client): Promise<Place[]> {
  await client.query('analyze');
  const activity = await client.query(
    'select query, application_name from pg_stat_activity where pid <> pg_backend_pid()',
  );
  const statistics = await client.query(
    `select tablename, attname, most_common_vals::text, histogram_bounds::text from pg_stats
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  return [
    { name: 'statements that run', bytes: Buffer.from(JSON.stringify(activity.rows)) },
    { name: 'statistics of columns', bytes: Buffer.from(JSON.stringify(statistics.rows)) },
  ];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
