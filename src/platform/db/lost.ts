import { CofferdamError } from '../errors/index.ts';

/** SQLSTATEs of class 08, and of a server that shuts down, crashed, recovers, or has no connection left. */
const lost = /^(08...|57P0[1-4]|53300)$/;
/** What the network says, of a socket: a file that is not there has the same words. */
const network = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|ENOENT)$/;
const ofSockets = new Set<unknown>(['connect', 'read', 'write', 'getaddrinfo']);
/** What the driver says without a code. */
const said =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/;

/**
 * `database-gone` in place of what a driver says where the connection to the database is lost or none is to be had; all
 * else as it is. Whether a commit under way when it broke went through is not known: the caller asks again.
 */
export function orGone(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof CofferdamError) return error;
  const { code, syscall } = error as Error & { readonly code?: unknown; readonly syscall?: unknown };
  const name = typeof code === 'string' ? code : '';
  const isGone = lost.test(name) || (network.test(name) && ofSockets.has(syscall)) || said.test(error.message);
  return isGone ? new CofferdamError('database-gone', '', error) : error;
}
