import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { fail } from '#platform/errors';
import { cloneDatabase, type TestDatabase } from '../../platform/db/testing/cluster.ts';
import { enqueue, installJobs, jobKind, openJobPool, startWork, task, type Task, type Working } from '#platform/jobs';
import { openWatch } from '../../platform/jobs/watch.ts';

let database: TestDatabase;
let app: Pool;
let worker: Pool;
beforeAll(async () => {
  database = await cloneDatabase();
  app = new Pool({ ...database.app, max: 2 });
  worker = openJobPool(database.worker, 4, () => undefined);
  await Promise.all([installJobs(worker), installJobs(worker)]);
});
const working: Working[] = [];
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const one of working.splice(0)) await one.stop();
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await database.owner.query('delete from graphile_worker._private_jobs');
});
afterAll(async () => {
  await app.end();
  await worker.end();
  await database.close();
});

const note = jobKind('note', ['incident']);
const hold = jobKind('hold', ['incident']);

async function start(...tasks: Task[]): Promise<string[]> {
  const troubles: string[] = [];
  const onTrouble = (what: string) => void troubles.push(what);
  working.push(await startWork({ pool: worker, tasks, concurrency: 2, onTrouble }));
  return troubles;
}

/** A task that gathers what it was asked, and resolves once it has so many. */
function gather(count: number): { task: Task; all: Promise<string[]> } {
  const seen: string[] = [];
  const all = Promise.withResolvers<string[]>();
  const work = async ({ incident }: { incident: string }) => {
    if (seen.push(incident) === count) all.resolve(seen);
  };
  return { task: task(note, work), all: all.promise };
}

async function put(ids: readonly string[], end: 'commit' | 'rollback', key?: string): Promise<void> {
  const client = await app.connect();
  await client.query('begin');
  for (const incident of ids) await enqueue(client, note, { incident }, key);
  await client.query(end);
  client.release();
}

test('a job is there when what caused it is committed, and not otherwise', async () => {
  const { task, all } = gather(2);
  const ids = [randomUUID(), randomUUID()];
  await start(task);
  await put([randomUUID()], 'rollback');
  await put(ids, 'commit');
  expect((await all).toSorted()).toEqual(ids.toSorted());
});

test('of several jobs with one key that wait, the last is done', async () => {
  const ids = [randomUUID(), randomUUID(), randomUUID()];
  await put(ids, 'commit', 'one');
  const { task, all } = gather(1);
  await start(task);
  expect(await all).toEqual([ids[2]]);
});

test('one that comes at the very moment in which a worker takes the one before it is not lost', async () => {
  await put([randomUUID()], 'commit', 'one');
  const taking = await worker.connect();
  await taking.query('begin');
  await taking.query(`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'another'`);
  const later = randomUUID();
  const added = put([later], 'commit', 'one');
  await expect
    .poll(async () => (await database.owner.query('select from pg_locks where not granted')).rowCount)
    .toBeGreaterThan(0);
  await taking.query('commit');
  taking.release();
  await added;
  const { rows } = await database.owner.query(
    `select payload ->> 'incident' as incident from graphile_worker._private_jobs where locked_at is null`,
  );
  expect(rows).toEqual([{ incident: later }]);
});

test.each([
  ['a value', { incident: 'Erika Mustermann' }],
  ['a number', { incident: 7 }],
  ['something nested', { incident: { name: randomUUID() } }],
])('the database takes no job that holds %s', async (_, ids) => {
  await expect(app.query('select cofferdam.enqueue($1, $2)', ['note', JSON.stringify(ids)])).rejects.toThrow(
    'a job holds ids alone',
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  await expect(enqueue(app as never, note, ids as never)).rejects.toThrow();
});

test.each([
  'select payload from graphile_worker._private_jobs',
  'select * from graphile_worker.jobs',
  `select graphile_worker.add_job('note', '{"incident": "x"}')`,
  `delete from graphile_worker._private_jobs`,
])('the server itself may not: %s', async (sql) => {
  await expect(app.query(sql)).rejects.toThrow('permission denied');
});

test('a job that fails leaves its code behind, and nothing that the error quotes', async () => {
  const troubles = await start(
    task(note, async () => fail('disk-full', 'at Erika Mustermann', new Error('iban DE89'))),
  );
  await put([randomUUID()], 'commit');
  let left: string | undefined;
  for (const sql = 'select last_error from graphile_worker._private_jobs where last_error is not null'; !left; ) {
    left = (await database.owner.query<{ last_error: string }>(sql)).rows[0]?.last_error;
  }
  expect(left).toMatch(/^The disk is full\. [^(]*$/);
  expect(troubles.join()).toContain('The disk is full');
});

test('a worker that is stopped gives back what it has not done, and it counts as no try', async () => {
  const began = Promise.withResolvers<void>();
  await start(
    task(note, async (_, { signal }) => {
      began.resolve();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      signal.throwIfAborted();
    }),
  );
  await put([randomUUID()], 'commit');
  await began.promise;
  await working.pop()?.stop();
  const { rows } = await database.owner.query(
    'select attempts, locked_by, run_at <= now() as due, last_error from graphile_worker._private_jobs',
  );
  expect(rows).toEqual([{ attempts: 0, locked_by: null, due: true, last_error: null }]);
});

/** A worker process, once it has said the word. */
async function spawnWorker(): Promise<{ child: ChildProcess; heard: (word: string) => Promise<void> }> {
  const script = fileURLToPath(new URL('../../platform/jobs/testing/worker.ts', import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify(database.worker)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const heard = async (word: string): Promise<void> => {
    for (let line = await lines.next(); line.value !== word; line = await lines.next()) {
      if (line.done === true) throw new Error(`the worker ended before ${word}`);
    }
  };
  await heard('works');
  return { child, heard };
}

test('the job of a worker that is killed is taken over at once, that of one that lives is not', async () => {
  const first = await spawnWorker();
  const client = await app.connect();
  await enqueue(client, hold, { incident: randomUUID() });
  client.release();
  await first.heard('began');
  const watch = await openWatch({
    pool: worker,
    worker: 'another',
    onTrouble: (what) => fail('internal', what),
    sweepMilliseconds: 3_600_000,
  });
  // So old that only the lock of its worker speaks for it.
  await database.owner.query(`update graphile_worker._private_jobs set locked_at = now() - interval '1 hour'`);
  expect(await watch.sweep()).toBe(0);
  const gone = new Promise((resolve) => first.child.once('exit', resolve));
  first.child.kill('SIGKILL');
  await gone;
  // The server sees the end of the connection when it next looks at it.
  while ((await watch.sweep()) === 0);
  const second = await spawnWorker();
  await second.heard('began');
  await watch.stop();
  const { rows } = await database.owner.query('select attempts from graphile_worker._private_jobs');
  expect(rows).toEqual([{ attempts: 1 }]);
});
