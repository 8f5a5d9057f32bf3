import type { Pool, PoolClient } from 'pg';
import type { Actor } from '../audit/index.ts';
import { fail } from '../errors/index.ts';
import { orGone } from './lost.ts';

/** Who asks. Nobody sees nothing. */
export interface Asker {
  /** Id of the person. */
  readonly person: string;
  /** Id of the API key by which he asks; undefined for a session. */
  readonly key?: string;
  /** Set where the request is to be met once however often it comes; see `transactOnce`. */
  readonly once?: Once;
}

export interface Once {
  /** What the caller chose for this request. */
  readonly key: string;
  /** SHA-256 over all that the request says, in hexadecimal digits. */
  readonly fingerprint: string;
  /** The incident that the request is about: its answer is for members alone, however often it comes. */
  readonly incident?: string;
}

/** As whom the log knows him. */
export function actorOf({ person, key }: Asker): Actor {
  return key === undefined ? { kind: 'person', id: person } : { kind: 'key', id: key };
}

/**
 * Runs `act` in a transaction in which the database knows who asks, and gives what it returns; what it throws undoes
 * everything. The settings end with the transaction: a setting of the session would be there for the next who gets the
 * connection.
 *
 * Where the database ended it for the sake of another that ran at the same time (a deadlock, 40P01, or 40001), all of `act`
 * runs once more, and what it gave or threw the first time counts for nothing. So it must be repeatable: it touches the
 * database alone, or what it does beside may be done twice, as a file that is put in place of one. What it is given must be
 * there the second time too: no stream.
 *
 * One statement before the first of `act`. Of memberships he sees his own; those of colleagues once `authorise` of the stage
 * respond has let him into an incident.
 */
export function transact<T>(
  pool: Pool,
  { person }: Pick<Asker, 'person'>,
  act: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return repeatably(pool, async (client) => {
    await client.query(`select set_config('cofferdam.person', $1, true)`, [person]);
    return act(client);
  });
}

/**
 * As `transact`, and where the asker says `once`, the first request with this key is met and its answer kept with it, in
 * the same transaction; every later one gets that answer. A second that comes while the first is under way waits for it.
 * The answer must be JSON and hold no secret: it is kept for a day.
 *
 * Fails with `idempotency-key-reused` where the key was used for another request, and with `nothing-there` where the asker
 * was taken out of the incident since: no answer of before is kept for him.
 */
export function transactOnce<T>(
  pool: Pool,
  asker: Asker,
  now: () => number,
  act: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const { once } = asker;
  if (once === undefined) return transact(pool, asker, act);
  return transact(pool, asker, async (client) => {
    const at = new Date(now());
    const { rowCount } = await client.query(
      `insert into cofferdam.request_once as r (person_id, key, fingerprint, made_at) values ($1, $2, $3, $4)
       on conflict (person_id, key) do update set fingerprint = $3, made_at = $4, answer = null
       where r.made_at < $4::timestamptz - interval '1 day' or r.answer is null`,
      [asker.person, once.key, once.fingerprint, at],
    );
    if (rowCount === 0) return earlierAnswer<T>(client, asker.person, once);
    const answer = await act(client);
    await client.query('update cofferdam.request_once set answer = $3 where person_id = $1 and key = $2', [
      asker.person,
      once.key,
      JSON.stringify(answer),
    ]);
    return answer;
  });
}

async function earlierAnswer<T>(client: PoolClient, person: string, once: Once): Promise<T> {
  const { rows } = await client.query<{ fingerprint: string; answer: T }>(
    'select fingerprint, answer from cofferdam.request_once where person_id = $1 and key = $2',
    [person, once.key],
  );
  const [earlier] = rows;
  if (earlier?.fingerprint !== once.fingerprint) fail('idempotency-key-reused');
  if (once.incident !== undefined) {
    const { rowCount } = await client.query('select from cofferdam.own_membership where incident_id = $1', [
      once.incident,
    ]);
    if (rowCount === 0) fail('nothing-there', 'incident');
  }
  return earlier.answer;
}

/**
 * Runs `act` in a transaction of the workers' role, in which only rows of this incident exist. It runs once: what it is
 * given may be a stream, and a job that failed is done again as a whole.
 */
export function transactJob<T>(
  pool: Pool,
  { incident }: { readonly incident: string },
  act: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return within(pool, async (client) => {
    await client.query(`select set_config('cofferdam.job_incident', $1, true)`, [incident]);
    return act(client);
  });
}

/**
 * Runs `act` in a transaction of nobody: who signs in is not known yet. Rows of incidents do not exist in it. As with
 * `transact`, it may run twice.
 */
export function transactNobody<T>(pool: Pool, act: (client: PoolClient) => Promise<T>): Promise<T> {
  return repeatably(pool, act);
}

/** SQLSTATEs of a transaction that stood in the way of another: the next try finds that one done. */
const inTheWay = new Set<unknown>(['40P01', '40001']);

async function repeatably<T>(pool: Pool, act: (client: PoolClient) => Promise<T>): Promise<T> {
  try {
    return await within(pool, act);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && inTheWay.has(error.code))) throw error;
    return within(pool, act);
  }
}

async function within<T>(pool: Pool, act: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw orGone(error);
  });
  let broken: Error | undefined;
  try {
    await client.query('begin isolation level read committed');
    const result = await act(client);
    await client.query('commit');
    return result;
  } catch (error) {
    // A connection whose transaction cannot be undone is not given to anybody else.
    await client.query('rollback').catch((again: unknown) => {
      broken = again instanceof Error ? again : new Error('rollback failed');
    });
    throw orGone(error);
  } finally {
    client.release(broken);
  }
}
