import { codeOf } from '#platform/errors';

/**
 * Classes of SQLSTATE (PostgreSQL, appendix A) that say nothing about the work: connection, resources, operator, and
 * transactions that were in each other's way.
 */
const classes = new Set(['08', '53', '57', '40', '55']);
const network = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Whether an error will pass by itself: the database is gone, or too busy. The job is then done again. */
export function isPassing(error: unknown): boolean {
  if (codeOf(error) === 'database-gone') return true;
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as Error & { readonly code?: unknown; readonly syscall?: unknown };
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return classes.has(code.slice(0, 2));
  if (typeof code === 'string' && syscall !== undefined) return network.has(code) && syscall !== 'open';
  // What the driver says of a connection that broke has no code.
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
    error.message,
  );
}
