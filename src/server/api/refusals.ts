import type { PoolClient } from 'pg';
import { actorOf, type Database, record, transact, transactNobody } from '#platform/db';
import { type Code, codeOf } from '#platform/errors';
import type { Operation } from '#platform/operation';
import type { Caller } from './caller.ts';

type Why = 'not-signed-in' | 'no-second-factor' | 'not-a-member' | 'role' | 'compartment' | 'expired';

const whys: Partial<Record<Code, Why>> = {
  'not-signed-in': 'not-signed-in',
  'second-factor-needed': 'no-second-factor',
  'role-lacking': 'role',
  'compartment-lacking': 'compartment',
};

interface Refusal {
  readonly operation: Operation;
  readonly error: unknown;
  readonly caller: Caller | undefined;
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
 */
export function openRefusals({ pool, now, onLost }: RefusalsInit): Refusals {
  const recent = openMemory(now);
  const waiting: Refusal[] = [];
  let writing: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      try {
        await tell(pool, now, next);
      } catch (error) {
        recent.forget(next);
        onLost(1, codeOf(error));
      }
    }
    writing = undefined;
  };
  return {
    note(refusal) {
      if (!isTold(refusal) || !recent.isNews(refusal)) return;
      if (waiting.length >= mostWaiting) return onLost(1, 'flood');
      waiting.push(refusal);
      writing ??= write();
    },
    async idle() {
      await writing;
    },
  };
}

function isTold({ error, operation, caller }: Refusal): boolean {
  const code = codeOf(error);
  if (code === 'scope-lacking') return caller?.key !== undefined;
  return whys[code] !== undefined || (code === 'nothing-there' && operation.gate === 'member');
}

/** What was told lately, by caller. */
function openMemory(now: () => number) {
  const told = new Map<string, Map<string, number>>();
  const whoOf = ({ caller, origin }: Refusal): string => caller?.key ?? caller?.person ?? origin;
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

async function tell(
  pool: Database['app'],
  now: () => number,
  { operation, error, caller, origin: from, incident }: Refusal,
): Promise<void> {
  const code = codeOf(error);
  if (caller === undefined) {
    const act = { type: 'access-refused', operation: operation.id, why: whys[code] ?? 'not-signed-in', from } as const;
    const actor = { kind: 'system', id: 'gate' } as const;
    await transactNobody(pool, (client) => record(client, { now, actor, act }));
    return;
  }
  const actor = actorOf({ person: caller.person, ...(caller.key !== undefined && { key: caller.key }) });
  await transact(pool, caller, async (client) => {
    if (code === 'scope-lacking' && caller.key !== undefined) {
      const act = { type: 'key-out-of-scope', key: caller.key, operation: operation.id, from } as const;
      await record(client, { now, actor, act });
      return;
    }
    const standing = incident === undefined ? 'none' : await standingIn(client, incident);
    const isMember = standing === 'member' && incident !== undefined;
    // A member asked for something of his incident that is not there: a mistake, and no refusal.
    if (code === 'nothing-there' && isMember) return;
    const why = whys[code] ?? (standing === 'expired' ? 'expired' : 'not-a-member');
    const act = { type: 'access-refused', operation: operation.id, why, from } as const;
    await record(client, { now, actor, act, ...(isMember && { place: { incident, compartment: 'facts' as const } }) });
  });
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
