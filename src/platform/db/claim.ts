import { setTimeout as delay } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import { CofferdamError, fail } from '../errors/index.ts';
import { orGone } from './lost.ts';

export interface ClaimInit {
  /** To the database of the installation. */
  readonly connection: ClientConfig;
  /** Told once, with `database-in-use`, where another server took the database while this one could not reach it. */
  readonly onLost: (why: CofferdamError) => void;
  /** For a server that ends as this one starts. @default 5 s */
  readonly waitMilliseconds?: number;
  /** @default 5 s */
  readonly beatMilliseconds?: number;
}

export interface Claim {
  release(): Promise<void>;
}

/** Any number that nothing else of ours locks. */
const lockKey = 4_817_203_113;
const pollMilliseconds = 200;
/** A network that swallows everything is a database that is gone. */
const connectionTimeoutMillis = 10_000;

/**
 * Claims the database for one server, for as long as that lives. Two would not do: each has a data folder of its own, with
 * a vault that the other does not know (its jobs would find no file), and, before the set-up, a master key of its own. A
 * data folder is locked for one process already; so this is for a database that is named, and lies in none.
 *
 * An advisory lock of a session holds it, which falls with the process however that ends, as those of workers do
 * (src/platform/jobs/watch.ts): at once where it is killed, after four beats of silence (20 s) where it hangs or its machine
 * is gone. Where the connection breaks the claim is made again as soon as the database is back; another server that was
 * faster has it, and this one must end.
 *
 * Fails with `database-in-use`, after a while of waiting, and with `database-gone`.
 */
export async function claimDatabase(init: ClaimInit): Promise<Claim> {
  const { connection, onLost, waitMilliseconds = 5000, beatMilliseconds = 5000 } = init;
  const end = new AbortController();
  let session: Client | undefined;

  const take = async (): Promise<boolean> => {
    const client = new Client({ ...connection, connectionTimeoutMillis, query_timeout: connectionTimeoutMillis });
    // One that breaks rejects the next beat as well.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(`set idle_session_timeout = ${4 * beatMilliseconds}`);
      // Without effect on a Unix socket, which needs neither.
      await client.query('set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3');
      const { rows } = await client.query<{ has: boolean }>('select pg_try_advisory_lock($1) as has', [lockKey]);
      if (rows[0]?.has === true) {
        session = client;
        return true;
      }
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    await client.end();
    return false;
  };
  const taking = async (): Promise<void> => {
    for (const until = performance.now() + waitMilliseconds; !(await take()); await delay(pollMilliseconds))
      if (performance.now() > until) fail('database-in-use');
  };
  const keep = async (): Promise<void> => {
    while (!end.signal.aborted) {
      await delay(beatMilliseconds, undefined, { signal: end.signal, ref: false }).catch(() => undefined);
      if (end.signal.aborted) return;
      try {
        if (session === undefined) await taking();
        else await session.query('select');
      } catch (error) {
        if (error instanceof CofferdamError) return onLost(error);
        // The database is gone: whoever asks it is told so, and this is tried again.
        await session?.end().catch(() => undefined);
        session = undefined;
      }
    }
  };

  await taking().catch((error: unknown) => {
    throw orGone(error);
  });
  const kept = keep();
  return {
    async release() {
      end.abort();
      await kept;
      await session?.end().catch(() => undefined);
    },
  };
}
