import { type ClientConfig, Pool } from 'pg';
import { explain } from '../errors/index.ts';

/** Beside one for each job: what the queue listens with, what shows that the worker lives, two for the queue itself. */
const beside = 4;

/**
 * Connections for a worker that does so many jobs at once. Those that break are told and replaced.
 *
 * @param connection as the workers' role
 */
export function openJobPool(
  connection: ClientConfig,
  concurrency: number,
  onTrouble: (explanation: string) => void,
): Pool {
  const pool = new Pool({ ...connection, max: concurrency + beside });
  pool.on('error', (error) => onTrouble(explain(error)));
  // While one is in use its query rejects as well.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
