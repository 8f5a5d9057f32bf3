import { pipeline } from 'node:stream/promises';
import { type Client, escapeIdentifier } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { columnsOf, nameOf, type Sequence, setForm, type Table } from './tables.ts';

export interface LoadInit {
  readonly tables: readonly Table[];
  readonly sequences: readonly Sequence[];
  /** Rows of a table as `copyOut` gave them. */
  readonly rowsOf: (table: Table) => AsyncIterable<Uint8Array>;
}

/**
 * Fills a database that was migrated to just where the rows come from: puts them in place of all rows that are there, and
 * gives what `check` says of them, who sees them all. One transaction, as the owner of the schema: all is there, or nothing.
 *
 * Within it the rows stand below no triggers (they would refuse entries of the log whose heads are there already) and no
 * forced row-level security (COPY refuses to write below it), and foreign keys are taken away and made again, which
 * checks every row: so tables may come in any order, and a login without superuser will do.
 *
 * @param client connected as a role that may become `cofferdam_owner`
 */
export async function loadTables<T>(
  client: Client,
  { tables, sequences, rowsOf }: LoadInit,
  check: (client: Client) => Promise<T>,
): Promise<T> {
  await client.query('begin');
  try {
    await client.query('set local role cofferdam_owner');
    await setForm(client);
    const guards = await readGuards(client);
    for (const { off } of guards) await client.query(off);
    const names = guards.flatMap(({ table }) => (table === undefined ? [] : [table]));
    await client.query(`truncate ${names.join(', ')}`);
    for (const table of tables) {
      await pipeline(rowsOf(table), client.query(copyFrom(`copy ${columnsOf(table)} from stdin`)));
    }
    for (const { name, last, called } of sequences) {
      await client.query('select setval($1::regclass, $2, $3)', [nameOf(name), last, called]);
    }
    for (const { on } of guards.filter(isNoForce)) await client.query(on);
    const checked = await check(client);
    for (const { on } of guards.filter((guard) => !isNoForce(guard))) await client.query(on);
    await client.query('commit');
    return checked;
  } catch (error) {
    // Where the connection is gone there is nothing left to undo, and the first error is the one to tell.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** What stands above the rows of a table, how it is taken off and put back. */
interface Guard {
  readonly off: string;
  readonly on: string;
  /** Set where the guard is forced row-level security: once for each table. */
  readonly table?: string;
}

/** In the order in which they are taken off; constraints are read as they are, whatever migration made them. */
async function readGuards(client: Client): Promise<readonly Guard[]> {
  const { rows: tables } = await client.query<{ name: string; forced: boolean }>(
    `select relname::text as name, relforcerowsecurity as forced from pg_class
     where relnamespace = 'cofferdam'::regnamespace and relkind in ('r', 'p') order by relname`,
  );
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `select c.relname::text as table, k.conname::text as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid
     where c.relnamespace = 'cofferdam'::regnamespace and k.contype = 'f' and k.conparentid = 0
     order by 1, 2`,
  );
  const { rows: triggers } = await client.query<{ table: string; name: string }>(
    `select c.relname::text as table, t.tgname::text as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where c.relnamespace = 'cofferdam'::regnamespace and not t.tgisinternal and t.tgenabled = 'O'
     order by 1, 2`,
  );
  return [
    ...keys.map(({ table, name, definition }) => ({
      off: `alter table ${nameOf(table)} drop constraint ${escapeIdentifier(name)}`,
      on: `alter table ${nameOf(table)} add constraint ${escapeIdentifier(name)} ${definition}`,
    })),
    ...triggers.map(({ table, name }) => ({
      off: `alter table ${nameOf(table)} disable trigger ${escapeIdentifier(name)}`,
      on: `alter table ${nameOf(table)} enable trigger ${escapeIdentifier(name)}`,
    })),
    ...tables.map(({ name, forced }) => ({
      off: `alter table ${nameOf(name)} no force row level security`,
      on: forced ? `alter table ${nameOf(name)} force row level security` : 'select',
      table: nameOf(name),
    })),
  ];
}

/** The owner sees what it owns only while it is not forced below its own policies: that one comes back last. */
const isNoForce = ({ table }: Guard): boolean => table === undefined;
