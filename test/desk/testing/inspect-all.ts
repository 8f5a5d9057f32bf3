import { openWorker } from '#server/inspection';
import { until } from '../../../src/server/inspection/testing/evidence.ts';
import type { TestServer } from '../../../src/server/testing/server.ts';

/** Works on all jobs there are, with a real worker, and stops it. Fails with what went wrong in them. */
export async function inspectAll(box: TestServer): Promise<void> {
  const { master, store, now } = box.desk;
  const troubles: string[] = [];
  const onTrouble = (what: string): void => void troubles.push(what);
  const worker = await openWorker({ master, store, now, connection: box.database.worker, children: 1, onTrouble });
  await until(
    box,
    `select not exists (select from graphile_worker._private_jobs)
       and not exists (select from cofferdam.inspection_run where ended_at is null)`,
  );
  await worker.stop();
  if (troubles.length > 0) throw new Error(troubles.join('\n'));
}
