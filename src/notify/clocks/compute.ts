import type { Entity, Statement } from '#respond';
import { eeaZones } from '../laws/places.ts';
import type { Clock } from '../contract.ts';
import { endOfArt33 } from './art33.ts';

/** Less time than this is left: due soon. */
const soonMilliseconds = 24 * 3_600_000;

export interface Known {
  /** That are legal entities now, as far as the one who asks may see them. */
  readonly entities: readonly Entity[];
  /** As he may see them, in the order in which they were made. */
  readonly statements: readonly Statement[];
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
}

/**
 * The clocks of GDPR Art. 33 (1): one for each legal entity that decides on the purposes of processing and is in the EEA.
 * Where no legal entity is named at all there is one for the whole organisation, as if it were such a one: better a clock
 * too many. The nearest comes first, and those that nobody started last.
 */
export function clocksOf({ entities, statements, now }: Known): Clock[] {
  const controllers = entities.filter(({ country, role }) => eeaZones.has(country) && role !== 'processor');
  const whose = entities.length === 0 ? [undefined] : controllers;
  return whose
    .map((entity) => clockOf(entity, statements, now))
    .sort(
      (a, b) => (a.due ?? '9').localeCompare(b.due ?? '9') || (a.entityName ?? '').localeCompare(b.entityName ?? ''),
    );
}

function clockOf(entity: Entity | undefined, statements: readonly Statement[], now: number): Clock {
  const of = { duty: 'eu-gdpr-33-1', entity: entity?.id ?? null, entityName: entity?.name ?? null } as const;
  const zone = entity === undefined ? null : (eeaZones.get(entity.country) ?? null);
  const [first, ...later] = statements.filter(
    (one) => one.step === 'aware' && (one.entity === null || entity === undefined || one.entity === entity.id),
  );
  if (first === undefined) return { ...of, state: 'not-started', since: null, statement: null, due: null, zone };
  const { id, since } = later.reduce((a, b) => (Date.parse(b.since) < Date.parse(a.since) ? b : a), first);
  const due = endOfArt33(since);
  const left = Date.parse(due) - now;
  const state = left <= 0 ? 'overdue' : left < soonMilliseconds ? 'due-soon' : 'running';
  return { ...of, state, since, statement: id, due, zone };
}
