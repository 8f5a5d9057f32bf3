import type { PoolClient } from 'pg';
import { actorOf, type Database, record, transact, transactNobody } from '#platform/db';
import { type Code, codeOf } from '#platform/errors';
import type { Operation } from '#platform/operation';
import type { Caller } from './caller.ts';
import { openMisses } from './misses.ts';

type Why = 'not-signed-in' | 'other-site' | 'no-second-factor' | 'not-a-member' | 'role' | 'compartment' | 'expired';

const whys: Partial<Record<Code, Why>> = {
  'not-signed-in': 'not-signed-in',
  'other-site': 'other-site',
  'second-factor-needed': 'no-second-factor',
  'role-lacking': 'role',
  'compartment-lacking': 'compartment',
};

interface Refusal {
  readonly operation: Pick<Operation, 'id' | 'gate'>;
  readonly error: unknown;
  readonly caller: Caller | undefined;
  /** Finds out who sent it, where it was refused before anybody asked: by the log alone, and not for every request of a flood. */
  readonly whose?: () => Promise<Caller | undefined>;
  readonly origin: string;
  /** The incident that the address names. */
  readonly incident: string | undefined;
}

/** Puts requests that were refused into the log, beside the answering of requests. */
export interface Refusals {
  /** Where it is a refusal that the log tells of. Returns at once: nobody waits for the entry. */
  note(refusal: Refusal): void;
  /** When all that was noted is written. */
  idle(): Promise<void>;
  /** Writes what was only counted so far as well. */
  close(): Promise<void>;
}

export interface RefusalsInit {
  readonly pool: Database['app'];
  readonly now: () => number;
  /** Told of refusals that are not in the log: a flood, or a database that is gone. */
  readonly onLost: (count: number, why: Code | 'flood') => void;
}

/** The same refusal of the same caller is told once in this time, and so many of his at most. */
const quietMilliseconds = 60_000;
const mostOfOne = 20;
/** Callers that are remembered, and refusals that wait. */
const mostCallers = 10_000;
const mostWaiting = 500;

/**
 * One for each server. A flood must neither become the log nor hold up those who work: what a caller was refused is told
 * once a minute for each operation, whatever incident the address names, which anybody may invent; one entry is written at
 * a time, and what comes in faster is dropped and counted.
 *
 * What a member asked for in his incident and was not there is told too, and counted by the minute: it may be an id of
 * another incident. Whether it is one is looked up nowhere. That would take a view of all incidents, and its answer would
 * stand in a log that members read; so every id that is none is told alike, slips among them.
 */
export function openRefusals({ pool, now, onLost }: RefusalsInit): Refusals {
  const recent = openMemory(now);
  const waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      try {
        if (!(await tell(pool, now, next))) misses.forget(next.refusal);
      } catch (error) {
        recent.forget(next.refusal);
        onLost(1, codeOf(error));
      }
    }
    writing = undefined;
  };
  const put = (one: Waiting): void => {
    if (waiting.length >= mostWaiting) return onLost(1, 'flood');
    waiting.push(one);
    writing ??= write();
  };
  const misses = openMisses<Refusal>({
    now,
    whoOf,
    incidentOf: ({ incident }) => incident ?? '',
    onMore: (refusal, missed) => put({ refusal, isNews: false, missed }),
  });
  const idle = async (): Promise<void> => {
    await writing;
    if (waiting.length > 0) await idle();
  };
  return {
    note(refusal) {
      if (!isTold(refusal)) return;
      const isNews = recent.isNews(refusal);
      const missed = isMiss(refusal) && misses.isFirst(refusal) ? 1 : 0;
      if (isNews || missed > 0) put({ refusal, isNews, missed });
    },
    idle,
    async close() {
      misses.flush();
      await idle();
    },
  };
}

/** A refusal on its way into the log. */
interface Waiting {
  readonly refusal: Refusal;
  /** Whether it is told where it is no miss of a member. */
  readonly isNews: boolean;
  /** How many misses of a member it stands for. */
  readonly missed: number;
}

const whoOf = ({ caller, origin }: Refusal): string => caller?.key ?? caller?.person ?? origin;

/** Something that is not there, or not for him, in an incident that he may be a member of. */
const isMiss = ({ error, caller, incident }: Refusal): boolean =>
  codeOf(error) === 'nothing-there' && caller !== undefined && incident !== undefined;

function isTold({ error, operation, caller }: Refusal): boolean {
  const code = codeOf(error);
  if (code === 'scope-lacking') return caller?.key !== undefined;
  return whys[code] !== undefined || (code === 'nothing-there' && operation.gate === 'member');
}

/** What was told lately, by caller. */
function openMemory(now: () => number) {
  const told = new Map<string, Map<string, number>>();
  const whatOf = ({ operation, error }: Refusal): string => `${operation.id} ${codeOf(error)}`;
  return {
    isNews(refusal: Refusal): boolean {
      const [who, at] = [whoOf(refusal), now()];
      const his = new Map([...(told.get(who) ?? [])].filter(([, before]) => Math.abs(at - before) < quietMilliseconds));
      // Who was heard of longest ago goes: whoever comes from many addresses makes entries, and not memory.
      told.delete(who);
      if (told.size >= mostCallers) told.delete(told.keys().next().value ?? '');
      told.set(who, his);
      if (his.has(whatOf(refusal)) || his.size >= mostOfOne) return false;
      his.set(whatOf(refusal), at);
      return true;
    },
    forget(refusal: Refusal): void {
      told.get(whoOf(refusal))?.delete(whatOf(refusal));
    },
  };
}

/** False where it was a miss of no member. */
async function tell(pool: Database['app'], now: () => number, { refusal, isNews, missed }: Waiting): Promise<boolean> {
  const { operation, error, origin: from, incident } = refusal;
  const code = codeOf(error);
  const caller = refusal.caller ?? (await whoseOf(refusal));
  if (caller === undefined) {
    const act = { type: 'access-refused', operation: operation.id, why: whys[code] ?? 'not-signed-in', from } as const;
    const actor = { kind: 'system', id: 'gate' } as const;
    await transactNobody(pool, async (client) => {
      // The log begins with the set-up; other sites may post before.
      const { rowCount } = await client.query('select from cofferdam.installation');
      if (rowCount !== 0) await record(client, { now, actor, act });
    });
    return true;
  }
  const actor = actorOf({ person: caller.person, ...(caller.key !== undefined && { key: caller.key }) });
  return transact(pool, caller, async (client) => {
    if (code === 'scope-lacking' && caller.key !== undefined) {
      const act = { type: 'key-out-of-scope', key: caller.key, operation: operation.id, from } as const;
      await record(client, { now, actor, act });
      return true;
    }
    const standing = incident === undefined ? 'none' : await standingIn(client, incident);
    const isMember = standing === 'member' && incident !== undefined;
    if (code === 'nothing-there' && isMember) {
      if (missed === 0) return true;
      const act = { type: 'nothing-found', operation: operation.id, times: missed, from } as const;
      await record(client, { now, actor, act, place: { incident, compartment: 'facts' } });
      return true;
    }
    if (!isNews) return false;
    const why = whys[code] ?? (standing === 'expired' ? 'expired' : 'not-a-member');
    const act = { type: 'access-refused', operation: operation.id, why, from } as const;
    await record(client, { now, actor, act, ...(isMember && { place: { incident, compartment: 'facts' as const } }) });
    return code !== 'nothing-there';
  });
}

/** Who is not known by what he sent is nobody; that the database is gone is another matter. */
async function whoseOf({ whose }: Refusal): Promise<Caller | undefined> {
  try {
    return await whose?.();
  } catch (error) {
    if (codeOf(error) === 'not-signed-in') return undefined;
    throw error;
  }
}

async function standingIn(client: PoolClient, incident: string): Promise<'member' | 'expired' | 'none'> {
  const { rows } = await client.query<{ member: boolean; expired: boolean }>(
    `select exists (select from cofferdam.own_membership where incident_id = $1) as member,
       exists (select from cofferdam.membership
         where incident_id = $1 and person_id = cofferdam.current_person() and removed_at is null) as expired`,
    [incident],
  );
  return rows[0]?.member === true ? 'member' : rows[0]?.expired === true ? 'expired' : 'none';
}
