import { Logger, runMigrations } from 'graphile-worker';
import type { Pool } from 'pg';

/**
 * The only way into the queue for other roles: it runs as the workers' role, whose tables these are. Payloads are ids, and
 * the database says so as well: what is in a job can be read by whoever reads the queue.
 *
 * As often as it takes: a worker that is killed costs its job no try (see watch.ts), and one that fails because the
 * database was gone must go on when it is back.
 *
 * The queue (graphile-worker 0.18) looks whether the job of a key is worked on, and then puts its own in the place of one that
 * waits: where a worker takes that one in between it does nothing, and gives no job. Asked again it adds one. Seen as a count of
 * persons that missed the last file of a hand-in, and was never made anew.
 */
const door = `
  create or replace function graphile_worker.cofferdam_enqueue(task text, ids jsonb, key text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
    declare
      added graphile_worker.jobs.id%type;
    begin
      if task !~ '^[a-z]+(-[a-z]+)*$' or key !~ '^[a-z0-9:-]{1,200}$'
        or jsonb_typeof(ids) <> 'object'
        or exists (
          select from jsonb_each(ids) as field (name, value)
          where jsonb_typeof(value) <> 'string'
            or value #>> '{}' !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
        )
      then
        raise exception 'a job holds ids alone' using errcode = 'check_violation';
      end if;
      while added is null loop
        added := (graphile_worker.add_job(task, payload => ids::json, job_key => key, max_attempts => 1000)).id;
      end loop;
    end $$;
  revoke all on function graphile_worker.cofferdam_enqueue from public;
  grant execute on function graphile_worker.cofferdam_enqueue to cofferdam_app`;

/** What the queue's own code says is not passed on: it quotes errors. */
export const silent = new Logger(() => () => undefined);

/** Two that replace the same function at once fail each other. Any number that nothing else of ours locks. */
const lockKey = 4_817_203_112;

/**
 * Makes the tables and functions of the queue, or brings them forward; does nothing where they are as they should be.
 *
 * @param pool connections of the workers' role
 */
export async function installJobs(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await runMigrations({ pgPool: pool, schema: 'graphile_worker', logger: silent });
    await client.query(door);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lockKey]);
    client.release();
  }
}
