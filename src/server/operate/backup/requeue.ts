import type { Client, ClientConfig, Pool } from 'pg';
import { impact } from '#respond';
import { transactNobody } from '#platform/db';
import { enqueue, installJobs, openJobPool } from '#platform/jobs';

/** What waited to be done, or was under way, when a backup was made. */
export interface Waiting {
  readonly runs: readonly { readonly incident: string; readonly run: string }[];
  /** Incidents that have runs: their persons are counted again. */
  readonly incidents: readonly string[];
}

/** As one who sees all rows. Nothing waits in a database of before there were runs. */
export async function readWaiting(client: Client): Promise<Waiting> {
  const { rows: known } = await client.query<{ there: boolean }>(
    `select to_regclass('cofferdam.inspection_run') is not null as there`,
  );
  if (known[0]?.there !== true) return { runs: [], incidents: [] };
  const { rows } = await client.query<{ incident: string; run: string; waits: boolean }>(
    `select incident_id as incident, id as run, state in ('queued', 'running') as waits
     from cofferdam.inspection_run order by queued_at, id`,
  );
  return {
    runs: rows.filter(({ waits }) => waits).map(({ incident, run }) => ({ incident, run })),
    incidents: [...new Set(rows.map(({ incident }) => incident))],
  };
}

/**
 * The queue itself is not in a backup: what is in it follows from the rows. It is made anew, and everything that waited
 * waits again. A run that was under way goes on from its checkpoint with its next attempt.
 *
 * @param worker how one enters as the workers' role
 */
export async function requeue(app: Pool, worker: ClientConfig, { runs, incidents }: Waiting): Promise<void> {
  const pool = openJobPool({ ...worker, database: 'cofferdam' }, 1, () => undefined);
  try {
    await installJobs(pool);
  } finally {
    await pool.end();
  }
  await transactNobody(app, async (client) => {
    for (const ids of runs) await enqueue(client, impact.inspectJob, ids);
    for (const incident of incidents) await impact.recount(client, incident);
  });
}
