import type { Pool, PoolClient } from 'pg';
import { codeOf, explain } from '../errors/index.ts';
import { orGone } from '../db/index.ts';

/** What the queue takes for something that passes: SQLSTATE 57P03, "cannot connect now". */
const passing = '57P03';

export interface Patient {
  /** To be given to the queue in place of the pool. */
  readonly pool: Pool;
  /** To be called before the pool is ended. */
  leave(): void;
}

/**
 * A pool for the queue (graphile-worker 0.18) with which it does not end the process. Whether a job is done is written
 * beside all else, and no one waits for it: where the database was gone at that moment (it retries a time-out, and neither a
 * refused connection nor one that broke) the promise was rejected without anybody to see it, and Node ends a process for
 * that; `npm run bench:kill` found it. So every error of the queue's own statements is one that passes, and they are made
 * again after some seconds. They may be: that a job failed is written where this worker still has it, and one that is done
 * (see isHeld) is so whoever has it by then.
 *
 * After `leave` nothing more comes of what is still to be tried: the job was set free, or its end is noted.
 */
export function patientPool(pool: Pool, onTrouble: (explanation: string) => void): Patient {
  let hasLeft = false;
  const asPassing = (error: unknown): unknown => {
    const known = orGone(error);
    // That the database is gone is told by those who look whether the worker lives.
    if (codeOf(known) !== 'database-gone') onTrouble(explain(known));
    return Object.assign(new Error('a statement of the queue did not go through', { cause: known }), { code: passing });
  };
  const connect = async (): Promise<PoolClient> => {
    // Neither done nor failed: a rejection would end the process, and nobody waits for it.
    if (hasLeft) return new Promise(() => undefined);
    try {
      return patientClient(await pool.connect(), asPassing);
    } catch (error) {
      throw asPassing(error);
    }
  };
  return {
    pool: new Proxy(pool, {
      get(target, name) {
        // With a callback it is for listening, which the queue begins anew by itself.
        if (name === 'connect')
          return (...args: [] | [Parameters<Pool['connect']>[0]]) =>
            args[0] === undefined ? connect() : target.connect(args[0]);
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    }),
    leave: () => void (hasLeft = true),
  };
}

function patientClient(client: PoolClient, asPassing: (error: unknown) => unknown): PoolClient {
  // The queue asks for a promise, always.
  const ask = client.query.bind(client) as (...args: readonly unknown[]) => Promise<unknown>;
  const query = async (...args: readonly unknown[]): Promise<unknown> => {
    try {
      return await ask(...args);
    } catch (error) {
      throw asPassing(error);
    }
  };
  return new Proxy(client, {
    get(target, name) {
      if (name === 'query') return query;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
