import type { Client } from 'pg';
import { describeSchema, nameOf } from '../backup/tables.ts';

/** Every row of every table, as text, for comparison. */
export async function allRows(client: Client): Promise<Readonly<Record<string, readonly string[]>>> {
  const { tables } = await describeSchema(client);
  const found: Record<string, readonly string[]> = {};
  for (const { name, columns } of tables) {
    const { rows } = await client.query<{ row: string }>(
      `select row_to_json(t)::text as row from (select ${columns.map((one) => `"${one}"`).join(', ')} from ${nameOf(name)}) t
       order by 1`,
    );
    found[name] = rows.map(({ row }) => row);
  }
  return found;
}
