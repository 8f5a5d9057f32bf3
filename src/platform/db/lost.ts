import { CofferdamError } from '../errors/index.ts';

/**
 * SQLSTATEs of class 08, and of a server that shuts down, crashed, recovers, or has no connection left; then what the
 * network says.
 */
const lost = /^(08...|57P0[1-4]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|ENOENT)$/;
/** What the driver says without a code. */
const said =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/**
 * `database-gone` in place of what a driver says where the connection to the database is lost or none is to be had; all
 * else as it is. Whether a commit under way when it broke went through is not known: the caller asks again.
 */
export function orGone(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof CofferdamError) return error;
  const code = 'code' in error ? String(error.code) : '';
  return lost.test(code) || said.test(error.message) ? new CofferdamError('database-gone', '', error) : error;
}
