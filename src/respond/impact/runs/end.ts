import { record, transactJob } from '#platform/db';
import type { Code } from '#platform/errors';
import type { Desk } from '../../desk.ts';
import { tell } from '../tell.ts';
import { recount } from './begin.ts';
import { inspectionItself } from './itself.ts';
import { endSealedOff, type TakenRun } from './take.ts';

/**
 * Ends a run that cannot be completed, unless another worker or a person was faster. What it has shown stays, as the
 * sample that it is.
 */
export function failRun(desk: Desk, { run, attempt, place }: TakenRun, code: Code): Promise<void> {
  return transactJob(desk.pool, place, async (client) => {
    const { rowCount } = await client.query(
      `update cofferdam.inspection_run set state = 'failed', code = $3, ended_at = $4
       where id = $1 and attempt = $2 and state = 'running'`,
      [run, attempt, code, new Date(desk.now())],
    );
    if (rowCount !== 1) return;
    await tell(client, { incident: place.incident, what: 'run', id: run });
    // What it has shown may not be counted yet, and there may be more than was.
    await recount(client, place.incident);
    const act = { type: 'inspection-failed', run, code } as const;
    await record(client, { now: desk.now, actor: inspectionItself, act, place });
  });
}

/** For a worker whose write was refused: ends the run where its evidence was sealed off; else it is not his any more. */
export function leaveRun(desk: Desk, { run, attempt, place }: TakenRun): Promise<void> {
  return transactJob(desk.pool, place, async (client) => {
    const { rowCount } = await client.query(
      `select from cofferdam.inspection_run
       where id = $1 and attempt = $2 and state = 'running' and not cofferdam.may_inspect(id) for update`,
      [run, attempt],
    );
    if (rowCount === 1) await endSealedOff(client, desk, run, place);
  });
}
