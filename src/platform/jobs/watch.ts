import type { Pool, PoolClient } from 'pg';
import { explain } from '../errors/index.ts';

/** The first of the two numbers of the locks by which workers are known to live. */
const space = 48_172;
/** A worker says that it lives this often, and the database gives it up after four times without. */
const beatMilliseconds = 5000;
const silenceMilliseconds = 4 * beatMilliseconds;

export interface Watch {
  /** Takes over what dead workers hold; done every two seconds anyway. Returns how many jobs were set free. */
  sweep(): Promise<number>;
  stop(): Promise<void>;
}

export interface WatchInit {
  /** Connections of the workers' role. */
  readonly pool: Pool;
  /** As whom the worker of this process locks jobs. */
  readonly worker: string;
  /** Told of what went wrong, without any data. The watch goes on by itself. */
  readonly onTrouble: (explanation: string) => void;
  /** @default 2000 */
  readonly sweepMilliseconds?: number;
}

/**
 * Shows that this worker lives, and sets free the jobs of those that do not.
 *
 * A worker holds an advisory lock of its session for as long as it lives. Where the process is killed its connection
 * ends, and with it the lock, at once. Where it hangs or is stopped, it sends nothing, and the database ends its session
 * (`idle_session_timeout`) after 20 s; where its machine is gone, TCP finds out in about the same time. No clock of
 * ours decides, and none has to agree with another.
 *
 * A worker that was given up may wake up and go on: what it writes must be fenced by a number that the next one raised.
 */
export async function openWatch(init: WatchInit): Promise<Watch> {
  const { pool, worker, onTrouble } = init;
  let session: PoolClient | undefined;
  let isStopped = false;

  const enter = async (): Promise<void> => {
    const client = await pool.connect();
    client.on('error', () => {
      if (session !== client) return;
      session = undefined;
      // The pool does not end before it has all of its connections back, broken ones too.
      client.release(true);
    });
    try {
      await client.query(`set idle_session_timeout = ${silenceMilliseconds}`);
      // Without effect on a Unix socket, which needs neither.
      await client.query('set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3');
      await client.query('select pg_advisory_lock_shared($1, hashtext($2))', [space, worker]);
      session = client;
    } catch (error) {
      client.release(true);
      throw error;
    }
  };
  const beat = async (): Promise<void> => {
    if (session === undefined) await enter();
    else await session.query('select');
  };
  const sweep = async (): Promise<number> => {
    const { rows } = await pool.query<{ freed: number }>(freeDead, [worker, space]);
    await pool.query(soonAgain);
    return rows[0]?.freed ?? 0;
  };

  await enter();
  const timers = [
    repeat(beat, beatMilliseconds, () => isStopped, onTrouble),
    repeat(sweep, init.sweepMilliseconds ?? 2000, () => isStopped, onTrouble),
  ];
  return {
    sweep,
    async stop() {
      isStopped = true;
      for (const end of timers) await end();
      // Ended, not given back: the lock would stay with the session.
      session?.release(true);
    },
  };
}

/**
 * A worker that died is one whose lock can be had. A job that was locked a moment ago may be of a worker that has not
 * shown itself yet. It costs a job no try to have been with a worker that was killed.
 */
const freeDead = `
  with dead as (
    select holder from (
      select distinct locked_by as holder from graphile_worker._private_jobs
      where locked_at < now() - interval '1 second' and locked_by <> $1
    ) held
    where pg_try_advisory_xact_lock($2, hashtext(holder))
  ), freed as (
    update graphile_worker._private_jobs j
    set locked_by = null, locked_at = null, attempts = greatest(attempts - 1, 0), run_at = least(run_at, now())
    from dead where j.locked_by = dead.holder
    returning 1
  ), told as (
    select pg_notify('jobs:insert', json_build_object('r', random(), 'count', count(*))::text)
    from freed having count(*) > 0
  )
  select count(*)::int as freed from freed left join told on true`;

/** The queue's own pause doubles and more with each try, up to six hours. What we wait for is back after a minute. */
const soonAgain = `
  update graphile_worker._private_jobs set run_at = now() + interval '30 seconds'
  where locked_at is null and attempts > 0 and run_at > now() + interval '30 seconds'`;

/** Runs `act` again and again with a pause between, until stopped; the returned function waits for the last. */
function repeat(
  act: () => Promise<unknown>,
  milliseconds: number,
  isStopped: () => boolean,
  onTrouble: (explanation: string) => void,
): () => Promise<void> {
  let end: () => void = () => undefined;
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async (): Promise<void> => {
    for (await pause(); !isStopped(); await pause()) {
      await act().catch((error: unknown) => onTrouble(explain(error)));
      if (isStopped()) return;
    }
  };
  const running = run();
  return async () => {
    end();
    await running;
  };
}
