import { actorOf, type Asker, type EntryPlace, logText, record, transactOnce } from '#platform/db';
import { fail } from '#platform/errors';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { decides } from '../../rights.ts';
import type { Run } from '../contract.ts';
import { tell } from '../tell.ts';
import { recount } from './begin.ts';
import { type RunPath, runRow } from './list.ts';
import { runOf, type RunRow } from './row.ts';

export interface CancelRun extends RunPath {
  readonly reason?: string | undefined;
}

type Place = Pick<RunRow, 'compartment' | 'entity_id' | 'state' | 'ended_at'>;

/**
 * Stops an inspection. Its worker finds out within two seconds, and nothing that it writes after this is taken.
 *
 * Errors: `nothing-there`, `role-lacking`, `run-ended`.
 */
export function cancel(desk: Desk, asker: Asker, { incident, run, reason }: CancelRun): Promise<Run> {
  return transactOnce(desk.pool, asker, desk.now, async (client) => {
    await authorise(client, incident, decides);
    const { rows } = await client.query<Place>(
      `select compartment, entity_id, state, ended_at from cofferdam.inspection_run
       where id = $1 and incident_id = $2 for update`,
      [run, incident],
    );
    const row = rows[0] ?? fail('nothing-there', 'run');
    if (row.ended_at !== null) fail('run-ended', row.state);
    const at = new Date(desk.now());
    await client.query(`update cofferdam.inspection_run set state = 'cancelled', ended_at = $2 where id = $1`, [
      run,
      at,
    ]);
    await tell(client, { incident, what: 'run', id: run });
    // There may be more than was counted, from now on for good.
    await recount(client, incident);
    const seen = await runRow(client, incident, run);
    // Where the run began, whether or not he sees that place.
    const place: EntryPlace = {
      incident,
      compartment: row.compartment,
      ...(row.entity_id !== null && { entity: row.entity_id }),
    };
    const text = reason === undefined ? null : await logText(client, reason, place);
    const act = { type: 'inspection-cancelled', run, reason: text } as const;
    await record(client, { now: desk.now, actor: actorOf(asker), act, place });
    return runOf(seen);
  });
}
