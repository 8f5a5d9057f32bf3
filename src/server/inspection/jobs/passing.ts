import { orGone } from '#platform/db';
import { codeOf } from '#platform/errors';

/**
 * Classes of SQLSTATE (PostgreSQL, appendix A) that say nothing about the work: resources, operator, and transactions
 * that were in each other's way.
 */
const classes = new Set(['53', '57', '40', '55']);

/** Whether an error will pass by itself: the database is gone, or too busy. The job is then done again. */
export function isPassing(error: unknown): boolean {
  if (codeOf(orGone(error)) === 'database-gone') return true;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && classes.has(code.slice(0, 2));
}
