import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { enqueue, installJobs, jobKind, openJobPool, startWork, task } from '#platform/jobs';
import { cloneDatabase, type TestDatabase } from '../../platform/db/testing/cluster.ts';

// A database that is gone at the very moment at which a job ends. A promise that is rejected and that nobody sees ends a
// process of Node: here it fails the test.

let database: TestDatabase;
let name: string;
let admin: Client;
beforeAll(async () => {
  database = await cloneDatabase();
  name = String(database.app.database);
  admin = new Client({ ...inject('postgres'), database: 'postgres' });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.close();
});

const note = jobKind('note', ['incident']);

/** Breaks the connections of the workers, and lets nobody in. */
async function lose(): Promise<void> {
  await admin.query(`alter database ${name} with allow_connections false`);
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'cofferdam_worker' and datname = $1`,
    [name],
  );
}
const find = (): Promise<unknown> => admin.query(`alter database ${name} with allow_connections true`);

test.each(['is done', 'fails'] as const)(
  'a job that %s while the database is gone: it is lost to nobody',
  async (how) => {
    await find();
    await database.owner.query('delete from graphile_worker._private_jobs').catch(() => undefined);
    const pool = openJobPool(database.worker, 2, () => undefined);
    const app = openJobPool(database.app, 0, () => undefined);
    await installJobs(pool);
    const troubles: string[] = [];
    let times = 0;
    const work = async (): Promise<void> => {
      times += 1;
      if (times > 1) return;
      await lose();
      if (how === 'fails') throw new Error('on purpose');
    };
    const onTrouble = (what: string): void => void troubles.push(what);
    const working = await startWork({ pool, tasks: [task(note, work)], concurrency: 1, onTrouble });
    onTestFinished(async () => {
      await find();
      await working.stop();
      await Promise.all([app.end(), pool.end()]);
    });
    const client = await app.connect();
    await enqueue(client, note, { incident: randomUUID() });
    client.release();
    const jobs = async (): Promise<readonly { attempts: number; waits: boolean }[]> =>
      (
        await database.owner.query<{ attempts: number; waits: boolean }>(
          'select attempts, locked_by is null as waits from graphile_worker._private_jobs',
        )
      ).rows;
    // The watch looks every two seconds, and the end of the job is tried in about as much.
    while (troubles.length === 0) await jobs();
    await find();
    // What could not be noted counts as not done, and is done again as all that a worker was killed in. Where the database is
    // back before that, the end of a job that is done is noted after all.
    while ((await jobs()).length > 0);
    expect(how === 'is done' ? [1, 2] : [2]).toContain(times);
  },
);

test('a worker that is stopped while the database is gone ends, and leaves nothing to be tried', async () => {
  const pool = openJobPool(database.worker, 2, () => undefined);
  const app = openJobPool(database.app, 0, () => undefined);
  await installJobs(pool);
  const lost = Promise.withResolvers<void>();
  const work = async (): Promise<void> => {
    await lose();
    lost.resolve();
  };
  const working = await startWork({ pool, tasks: [task(note, work)], concurrency: 1, onTrouble: () => undefined });
  const client = await app.connect();
  await enqueue(client, note, { incident: randomUUID() });
  client.release();
  await lost.promise;
  await working.stop();
  await pool.end();
  await app.end();
  await find();
  expect(await working.ended).toBeUndefined();
});

test('a job that another has taken over stays with that one, whatever becomes of it here', async () => {
  const pool = openJobPool(database.worker, 2, () => undefined);
  const app = openJobPool(database.app, 0, () => undefined);
  await installJobs(pool);
  await database.owner.query('delete from graphile_worker._private_jobs');
  const [began, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const troubles: string[] = [];
  const work = async (): Promise<void> => {
    began.resolve();
    await end.promise;
  };
  const onTrouble = (what: string): void => void troubles.push(what);
  const working = await startWork({ pool, tasks: [task(note, work)], concurrency: 1, onTrouble });
  const client = await app.connect();
  await enqueue(client, note, { incident: randomUUID() });
  client.release();
  await began.promise;
  // What the sweep of another does with the job of a worker that was silent, and that one then takes it.
  const lock = `(48172, hashtext('another'))`;
  await database.owner.query(`select pg_advisory_lock_shared${lock}`);
  await database.owner.query(`update graphile_worker._private_jobs set locked_by = 'another', locked_at = now()`);
  end.resolve();
  await working.stop();
  const { rows } = await database.owner.query('select locked_by, last_error from graphile_worker._private_jobs');
  await database.owner.query(`select pg_advisory_unlock_shared${lock}`);
  expect([rows, troubles]).toEqual([[{ locked_by: 'another', last_error: null }], []]);
  await app.end();
  await pool.end();
});
