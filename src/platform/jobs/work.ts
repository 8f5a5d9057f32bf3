import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type JobHelpers, runTaskList, type TaskList, type WorkerEvents, type WorkerPool } from 'graphile-worker';
import type { Pool } from 'pg';
import { orGone } from '../db/index.ts';
import { CofferdamError, codeOf, explain } from '../errors/index.ts';
import { silent } from './install.ts';
import type { Ids, JobKind } from './kinds.ts';
import { patientPool } from './patient.ts';
import { openWatch } from './watch.ts';

/** What a job knows of its own. */
export interface Job {
  /** Aborted when this process is to end soon; a job that ends early throws, and is done again elsewhere. */
  readonly signal: AbortSignal;
  /** Whether a later job of the same key is there: what this one is about to do will be done again. */
  isSuperseded(): Promise<boolean>;
}

/** How jobs of a kind are done. */
export interface Task {
  readonly kind: JobKind;
  readonly work: (ids: Ids<string>, job: Job) => Promise<void>;
}

/** Keeps the ids of a kind and of what does it together. */
export function task<Field extends string>(
  kind: JobKind<Field>,
  work: (ids: Ids<Field>, job: Job) => Promise<void>,
): Task {
  return { kind: kind as unknown as JobKind, work: work as Task['work'] };
}

export interface WorkInit {
  /** Connections of the workers' role: two more than jobs at once. */
  readonly pool: Pool;
  readonly tasks: readonly Task[];
  /** Jobs at once. */
  readonly concurrency: number;
  /** Told which job failed and with which error of the catalogue; it comes again by itself. Never of any data. */
  readonly onTrouble: (explanation: string) => void;
}

/** A worker that works. */
export interface Working {
  /** Settles when it cannot go on; it tries for as long as the database is merely gone. */
  readonly ended: Promise<void>;
  /** Takes no more jobs, ends those under way (`signal`), and gives back what is not done. */
  stop(): Promise<void>;
}

/** Works on the queue (see installJobs) beside all other workers on this database, until stopped. */
export async function startWork({ pool, tasks, concurrency, onTrouble }: WorkInit): Promise<Working> {
  const stopping = new AbortController();
  const givenBack: string[] = [];
  const underWay = new Set<Promise<void>>();
  const events = new EventEmitter() as WorkerEvents;
  const patient = patientPool(pool, onTrouble);
  const workers: WorkerPool = runTaskList(
    {
      pgPool: patient.pool,
      schema: 'graphile_worker',
      concurrency,
      pollInterval: 2000,
      noHandleSignals: true,
      logger: silent,
      events,
      gracefulShutdownAbortTimeout: 0,
    },
    taskList(pool, tasks, stopping.signal, onTrouble, givenBack, underWay),
    patient.pool,
  );
  events.on('pool:listen:error', ({ error }) => onTrouble(explain(orGone(error))));
  const ended = workers.promise.then(
    () => undefined,
    (error: unknown) => onTrouble(explain(error)),
  );
  const watch = await openWatch({ pool, worker: workers.id, onTrouble }).catch(async (error: unknown) => {
    await Promise.resolve(workers.gracefulShutdown()).catch(() => undefined);
    throw error;
  });
  return {
    ended,
    async stop() {
      stopping.abort();
      await Promise.resolve(workers.gracefulShutdown()).catch((error: unknown) => onTrouble(explain(error)));
      await ended;
      await Promise.allSettled(underWay);
      await giveBack(pool, givenBack).catch((error: unknown) => onTrouble(explain(error)));
      patient.leave();
      await watch.stop();
    },
  };
}

/** A job that was stopped did not fail. */
const asTheyWere = `
  update graphile_worker._private_jobs
  set run_at = now(), attempts = greatest(attempts - 1, 0), last_error = null
  where id = any ($1::bigint[]) and locked_at is null
  returning id`;

/**
 * Gives back what was stopped, once the queue has written down that it failed, which it does beside the end of its
 * worker. What is not given back in two seconds comes again by itself, as a job that failed.
 */
async function giveBack(pool: Pool, ids: readonly string[]): Promise<void> {
  let left = ids;
  for (let tries = 0; tries < 100 && left.length > 0; tries += 1) {
    const { rows } = await pool.query<{ id: string }>(asTheyWere, [left]);
    const given = new Set(rows.map(({ id }) => id));
    left = left.filter((id) => !given.has(id));
    if (left.length > 0) await delay(20);
  }
}

/** What a task throws is kept with its job (`last_error`), where it could be read: a code, and never what it quotes. */
function taskList(
  pool: Pool,
  tasks: readonly Task[],
  stopping: AbortSignal,
  onTrouble: WorkInit['onTrouble'],
  givenBack: string[],
  underWay: Set<Promise<void>>,
): TaskList {
  const doing =
    ({ kind, work }: Task) =>
    async (payload: unknown, helpers: JobHelpers): Promise<void> => {
      try {
        await work(kind.schema.parse(payload), {
          signal: either(stopping, helpers.abortSignal),
          isSuperseded: () => hasLater(pool, helpers.job),
        });
        if (!(await isHeld(pool, helpers.job))) throw new TakenOver();
      } catch (error) {
        if (stopping.aborted) givenBack.push(helpers.job.id);
        else if (!(error instanceof TakenOver)) onTrouble(`${kind.name}: ${explain(error)}`);
        throw bare(error);
      }
    };
  return Object.fromEntries(
    tasks.map((one) => {
      const act = doing(one);
      const kept = (payload: unknown, helpers: JobHelpers): Promise<void> => {
        const done: Promise<void> = act(payload, helpers).finally(() => underWay.delete(done));
        underWay.add(done);
        return done;
      };
      return [one.kind.name, kept];
    }),
  );
}

/** Another does it now: what this one leaves behind is neither done nor failed. */
class TakenOver extends Error {}

/**
 * Whether a job is still with the one who began it. A worker that was silent for too long is given up, and another has its
 * job; it wakes up, finds itself fenced off and ends in peace. The queue would then take the job away (it deletes what is
 * done by its number alone) from whoever works on it, and where that one is killed nobody is left to do it: seen with
 * `npm run bench:kill`, one run in 140 never ended. That it failed, the queue writes for its own jobs alone.
 */
async function isHeld(pool: Pool, { id, locked_by, locked_at }: JobHelpers['job']): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from graphile_worker._private_jobs
     where id = $1 and locked_by = $2 and date_trunc('milliseconds', locked_at) = $3`,
    [id, locked_by, locked_at],
  );
  return rowCount !== 0;
}

/** A job that is added while one of its key is worked on takes the key over. */
async function hasLater(
  pool: Pool,
  { id, key }: { readonly id: string; readonly key: string | null },
): Promise<boolean> {
  const { rowCount } = await pool.query('select from graphile_worker._private_jobs where key = $1 and id > $2', [
    key,
    id,
  ]);
  return rowCount !== 0;
}

function either(first: AbortSignal, second: AbortSignal | undefined): AbortSignal {
  return second === undefined ? first : AbortSignal.any([first, second]);
}

function bare(error: unknown): Error {
  const clean = new CofferdamError(codeOf(error));
  delete clean.stack;
  return clean;
}
