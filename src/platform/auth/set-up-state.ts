import type { Pool } from 'pg';
import { orGone } from '../db/index.ts';
import { fail } from '../errors/index.ts';

const done = new WeakSet<Pool>();

/** Whether somebody set the installation up. Once it is so it stays so, and the database is not asked again. */
export async function isSetUp(pool: Pool): Promise<boolean> {
  if (done.has(pool)) return true;
  const { rowCount } = await pool.query('select from cofferdam.installation').catch((error: unknown) => {
    throw orGone(error);
  });
  if (rowCount === 0) return false;
  done.add(pool);
  return true;
}

/** `not-set-up` before it is. */
export async function requireSetUp(pool: Pool): Promise<void> {
  if (!(await isSetUp(pool))) fail('not-set-up');
}
