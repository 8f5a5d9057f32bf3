import { z } from 'zod';
import { type Asker, transact } from '#platform/db';
import { fail } from '#platform/errors';
import { type Page, pageOf, readCursor } from '#platform/operation';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { id } from '../../fields.ts';
import type { listRuns, Run } from '../contract.ts';
import { runColumns, runOf, type RunRow } from './row.ts';

const cursor = z.tuple([z.iso.datetime({ precision: 6 }), id]);

export interface ListRuns extends z.infer<typeof listRuns.query> {
  readonly incident: string;
}

/** Inspections of what the one who asks may open, newest first. */
export function list(desk: Desk, asker: Asker, { incident, state, limit, ...input }: ListRuns): Promise<Page<Run>> {
  const [at, run] = readCursor(input.cursor, cursor) ?? [];
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, incident);
    const { rows } = await client.query<RunRow & { key: string }>(
      `select ${runColumns}, to_char(queued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as key
       from cofferdam.inspection_run
       where incident_id = $1 and ($2::text is null or state = $2)
         and ($3::timestamptz is null or (queued_at, id) < ($3, $4::uuid))
       order by queued_at desc, id desc limit $5`,
      [incident, state, at, run, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.key, row.id], runOf);
  });
}

export interface RunPath {
  readonly incident: string;
  readonly run: string;
}

/** One inspection; `nothing-there` for those of evidence that the one who asks may not open. */
export function show(desk: Desk, asker: Asker, { incident, run }: RunPath): Promise<Run> {
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, incident);
    const { rows } = await client.query<RunRow>(
      `select ${runColumns} from cofferdam.inspection_run where id = $1 and incident_id = $2`,
      [run, incident],
    );
    return runOf(rows[0] ?? fail('nothing-there', 'run'));
  });
}
