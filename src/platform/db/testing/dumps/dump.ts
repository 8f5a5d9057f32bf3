import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { loadTables } from '../../../../server/operate/backup/load.ts';
import {
  copyOut,
  describeSchema,
  type Sequence,
  setForm,
  type Table,
} from '../../../../server/operate/backup/tables.ts';

/** The tables of a database as they were when so many migrations had run: those of a backup, in the clear. */
export interface Dump {
  readonly migration: number;
  readonly folder: string;
  readonly tables: readonly Table[];
  readonly sequences: readonly Sequence[];
}

export const dumps = import.meta.dirname;

/** Every dump that is committed, the oldest first. */
export async function readDumps(): Promise<readonly Dump[]> {
  const names = (await readdir(dumps)).filter((name) => /^\d{4}$/.test(name)).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const folder = join(dumps, name);
      const { tables, sequences } = JSON.parse(await readFile(join(folder, 'dump.json'), 'utf8')) as Dump;
      return { migration: Number(name), folder, tables, sequences };
    }),
  );
}

/** Writes a dump of a database; rows in the order in which they lie. */
export async function writeDump(client: Client): Promise<void> {
  const { migration, tables, sequences } = await describeSchema(client);
  const folder = join(dumps, String(migration).padStart(4, '0'));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'dump.json'), `${JSON.stringify({ tables, sequences }, null, 2)}\n`);
  await client.query('begin isolation level repeatable read read only');
  await setForm(client);
  for (const table of tables) {
    const text = Buffer.concat(await Array.fromAsync(copyOut(client, table) as AsyncIterable<Buffer>)).toString();
    if (text !== '') await writeFile(join(folder, `${table.name}.copy`), text);
  }
  await client.query('rollback');
}

/** Puts a dump into a database that was migrated to where it comes from. A table without a file has no rows. */
export async function loadDump(client: Client, { folder, tables, sequences }: Dump): Promise<void> {
  const rowsOf = async function* ({ name }: Table): AsyncGenerator<Uint8Array> {
    const path = join(folder, `${name}.copy`);
    if (existsSync(path)) yield* createReadStream(path) as AsyncIterable<Uint8Array>;
  };
  await loadTables(client, { tables, sequences, rowsOf }, async () => undefined);
}
