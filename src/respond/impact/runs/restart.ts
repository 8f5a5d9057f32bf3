import type { ClientBase } from 'pg';
import { type Asker, transactOnce } from '#platform/db';
import { fail } from '#platform/errors';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import type { Run } from '../contract.ts';
import { beginRun } from './begin.ts';
import { decides } from './cancel.ts';
import type { RunPath } from './list.ts';
import { runOf, type RunRow, seenRuns } from './row.ts';

/**
 * Inspects the bytes of a run again, by the rules of today: one that failed or was cancelled, or that is complete by other
 * rules. The new run takes its place when it is complete; until then the old results stay.
 *
 * Errors: `nothing-there`, `role-lacking`, `run-under-way` (also where these rules have been through already),
 * `evidence-sealed-off`.
 */
export function restart(desk: Desk, asker: Asker, { incident, run, rules }: RunPath & { rules: string }): Promise<Run> {
  return transactOnce(desk.pool, asker, desk.now, async (client) => {
    await authorise(client, incident, decides);
    const old = await rowOf(client, 'id = $2', [incident, run]);
    if (old === undefined) fail('nothing-there', 'run');
    const same = await rowOf(client, onceMore, [incident, old.content, rules]);
    if (same !== undefined) fail('run-under-way', same.state);
    await beginRun(client, { incident, evidence: old.evidence_id, rules, now: desk.now });
    const begun = await rowOf(client, onceMore, [incident, old.content, rules]);
    return runOf(begun ?? fail('evidence-sealed-off', 'or gone'));
  });
}

const onceMore = `content = $2 and rules = $3 and state in ('queued', 'running', 'complete')`;

async function rowOf(
  client: ClientBase,
  condition: string,
  values: readonly string[],
): Promise<(RunRow & { content: string }) | undefined> {
  const { rows } = await client.query<RunRow & { content: string }>(
    seenRuns(`select * from cofferdam.inspection_run where incident_id = $1 and ${condition}`),
    [...values],
  );
  return rows[0];
}
