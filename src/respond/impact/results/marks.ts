import { transactJob } from '#platform/db';
import type { Desk } from '../../desk.ts';
import type { TakenRun } from '../runs/take.ts';

/** Marks of all files that began since an attempt of a run, as they are in their rows. */
export function marksOf(desk: Desk, { run, place }: TakenRun, since: number): Promise<number[]> {
  return transactJob(desk.pool, place, async (client) => {
    const { rows } = await client.query<{ mark: string }>(
      'select mark from cofferdam.inspected_file where run_id = $1 and attempt = $2',
      [run, since],
    );
    return rows.map(({ mark }) => Number(mark));
  });
}
