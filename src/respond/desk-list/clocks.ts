import type { ClientBase } from 'pg';
import type { Statement } from '../incidents/awareness/contract.ts';
import type { Entity } from '../organisation/contract.ts';
import { loadEntities } from '../organisation/entity-row.ts';
import type { Role } from '../authorise.ts';
import { rights } from '../rights.ts';
import type { Waiting } from './contract.ts';
import { type OwnIncident, silentOwn, statedOwn } from './own.ts';

/** A clock as the stage `notify` computes it. */
interface RunningClock {
  readonly state: 'not-started' | 'running' | 'due-soon' | 'overdue';
  readonly due: string | null;
  readonly entityName: string | null;
}

/** Clocks of an incident, the nearest first; handed in, since laws are the business of a later stage. */
export type ClockOf = (known: {
  readonly entities: readonly Entity[];
  readonly statements: readonly Statement[];
  readonly now: number;
}) => readonly RunningClock[];

export interface DeskClocks {
  readonly waiting: readonly Waiting[];
  /** The nearest end of a clock, by incident. */
  readonly due: ReadonlyMap<string, string>;
}

/** Told to those alone who can put it down. */
const states: readonly Role[] = rights['awareness.state'];

/**
 * The nearest clock of each incident, and the incidents in which nobody was aware yet: `most` of these, the oldest. None of
 * one that only learns now.
 */
export async function deskClocks(
  client: ClientBase,
  clocksOf: ClockOf,
  { now, most }: { readonly now: number; readonly most: number },
): Promise<DeskClocks> {
  const own: readonly OwnIncident[] = [...(await statedOwn(client)), ...(await silentOwn(client, states, most))];
  const entities = (await loadEntities(client)).filter(({ endedAt }) => endedAt === null);
  const statements = await awareOf(
    client,
    own.map(({ id }) => id),
  );
  const due = new Map<string, string>();
  const waiting = own.flatMap((incident): Waiting[] => {
    const seen = entities.filter(({ id }) => incident.entities?.includes(id) ?? true);
    const [nearest] = clocksOf({ entities: seen, statements: statements.get(incident.id) ?? [], now });
    if (nearest === undefined) return [];
    const of = { incident: incident.id, title: incident.title, codeName: incident.code_name };
    if (nearest.due === null || nearest.state === 'not-started') {
      const since = incident.opened_at.toISOString();
      return states.includes(incident.role) ? [{ kind: 'awareness-missing', ...of, since }] : [];
    }
    due.set(incident.id, nearest.due);
    return [{ kind: 'clock', ...of, state: nearest.state, due: nearest.due, entityName: nearest.entityName }];
  });
  return { waiting, due };
}

/** Statements that somebody was aware, by incident, in the order in which they were made. */
async function awareOf(client: ClientBase, incidents: readonly string[]): Promise<Map<string, Statement[]>> {
  const { rows } = await client.query<{
    incident_id: string;
    id: string;
    at: Date;
    zone: string;
    entity_id: string | null;
  }>(
    `select incident_id, id, at, zone, entity_id from cofferdam.awareness_statement
     where step = 'aware' and incident_id = any ($1) order by recorded_at, at, id`,
    [incidents],
  );
  const by = new Map<string, Statement[]>();
  for (const { incident_id, id, at, zone, entity_id } of rows) {
    const since = at.toISOString();
    const rest = { saidBy: '', compartment: 'facts', note: null, recordedAt: since, recordedBy: '' } as const;
    const list = by.get(incident_id) ?? [];
    list.push({ id, step: 'aware', since, zone, entity: entity_id, ...rest });
    by.set(incident_id, list);
  }
  return by;
}
