import type { ClientBase } from 'pg';

/** Kinds of acts of an incident's log from an entry on, of those entries that the one who asks may see; no content. */
export async function kindsSince(client: ClientBase, incident: string, number: number): Promise<readonly string[]> {
  const { rows } = await client.query<{ kind: string }>(
    `select distinct body::jsonb #>> '{act,type}' as kind from cofferdam.log_entry
     where chain = $1 and seq >= $2 order by 1`,
    [incident, number],
  );
  return rows.map(({ kind }) => kind);
}
