import type { ClientBase } from 'pg';
import { z } from 'zod';
import { type Asker, transact } from '#platform/db';
import { fail } from '#platform/errors';
import { type Page, pageOf, readCursor } from '#platform/operation';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { id } from '../../fields.ts';
import type { listRuns, Run } from '../contract.ts';
import { readRuns, runOf, type RunRow, seenRuns } from './row.ts';

/** The last run of the page before; not when it was queued, which is not for everybody to know. */
const cursor = z.tuple([id]);

export interface ListRuns extends z.infer<typeof listRuns.query> {
  readonly incident: string;
}

/** Inspections of what the one who asks may open, newest first. `nothing-there` after one that he may not see any more. */
export function list(desk: Desk, asker: Asker, { incident, state, limit, ...input }: ListRuns): Promise<Page<Run>> {
  const [after] = readCursor(input.cursor, cursor) ?? [];
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, incident);
    if (after !== undefined) await runRow(client, incident, after);
    const { rows } = await client.query<RunRow>(
      `select * from (${seenRuns(page)}) seen order by order_by desc, id desc`,
      [incident, state, after, limit + 1, input.evidence],
    );
    return pageOf(rows, limit, (row) => [row.id], runOf);
  });
}

const page = `${readRuns}
  where incident_id = $1 and ($2::text is null or state = $2)
    and ($5::uuid[] is null
      or content in (select b.blob from cofferdam.evidence_bytes b where b.incident_id = $1 and b.evidence_id = any ($5)))
    and ($3::uuid is null
      or (queued_at, id) < (select c.queued_at, c.id from cofferdam.inspection_run c where c.id = $3))
  order by queued_at desc, id desc limit $4`;

export interface RunPath {
  readonly incident: string;
  readonly run: string;
}

/** One inspection; `nothing-there` for those of evidence that the one who asks may not open. */
export function show(desk: Desk, asker: Asker, { incident, run }: RunPath): Promise<Run> {
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, incident);
    return runOf(await runRow(client, incident, run));
  });
}

/** A run as the one who asks may know of it; `nothing-there`. */
export async function runRow(client: ClientBase, incident: string, run: string): Promise<RunRow> {
  const { rows } = await client.query<RunRow>(seenRuns(`${readRuns} where id = $1 and incident_id = $2`), [
    run,
    incident,
  ]);
  return rows[0] ?? fail('nothing-there', 'run');
}
