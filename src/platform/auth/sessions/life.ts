import { type Identity, limitsOf } from '../identity.ts';

/**
 * Servers of one installation may differ by so much in their clocks, and the last use is written at most this often; a
 * clock that stands further before the last use of a session was set back.
 */
export const touchEvery = 60_000;

interface Lived {
  readonly last_used_at: Date;
  readonly ends_at: Date;
}

/**
 * Why a session is over at this time; undefined while it is not. A clock that was set back behind the last use ends it:
 * how long it was idle cannot be known any more. So a session gains at most the time the clock lost, and less than the
 * idle limit; one in use gains at most a minute.
 */
export function whyOver(identity: Identity, { last_used_at, ends_at }: Lived): 'idle' | 'expired' | undefined {
  const at = identity.now();
  if (at >= ends_at.getTime()) return 'expired';
  const idle = at - last_used_at.getTime();
  return idle >= limitsOf(identity).idle || idle < -touchEvery ? 'idle' : undefined;
}

/**
 * The same for a query: a session is not over whose `ends_at` lies after the first time, and whose `last_used_at` after the
 * second and not after the third.
 */
export function livingAt(identity: Identity): readonly [ends: Date, usedAfter: Date, usedBy: Date] {
  const at = identity.now();
  return [new Date(at), new Date(at - limitsOf(identity).idle), new Date(at + touchEvery)];
}
