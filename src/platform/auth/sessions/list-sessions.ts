import { transact } from '../../db/index.ts';
import type { Identity } from '../identity.ts';
import { livingAt } from './life.ts';
import type { SessionCaller } from './own.ts';

export interface ListedSession {
  readonly id: string;
  readonly made: string;
  /** To the minute. */
  readonly lastUsed: string;
  readonly ends: string;
  /** "Firefox on Linux". */
  readonly browser: string;
  readonly hasSecondFactor: boolean;
  /** Whether it is the one that asks. */
  readonly own: boolean;
}

/**
 * The sessions of the caller that are not over, those with a second factor first, the last used first; 100 at most. However
 * many wait for a second factor, and were left idle, none of them takes the place of one that has rights.
 */
export async function listSessions(identity: Identity, caller: SessionCaller): Promise<{ items: ListedSession[] }> {
  return transact(identity.pool, caller, async (client) => {
    const { rows } = await client.query<{
      id: string;
      made_at: Date;
      last_used_at: Date;
      ends_at: Date;
      browser: string;
      second_factor_at: Date | null;
    }>(
      `select id, made_at, last_used_at, ends_at, browser, second_factor_at from cofferdam.session
       where person_id = $1 and ended_at is null and ends_at > $2 and last_used_at > $3 and last_used_at <= $4
       order by second_factor_at is null, last_used_at desc, id limit 100`,
      [caller.person, ...livingAt(identity)],
    );
    const items = rows.map(({ id, made_at, last_used_at, ends_at, browser, second_factor_at }) => ({
      id,
      made: made_at.toISOString(),
      lastUsed: last_used_at.toISOString(),
      ends: ends_at.toISOString(),
      browser,
      hasSecondFactor: second_factor_at !== null,
      own: id === caller.session,
    }));
    return { items };
  });
}
