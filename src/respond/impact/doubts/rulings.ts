import type { ClientBase } from 'pg';
import { transactJob } from '#platform/db';
import type { Desk } from '../../desk.ts';
import type { CountPlace } from '../persons/sources.ts';
import type { Place } from './pairs.ts';

/** A ruling that holds now. */
export interface Held {
  readonly id: string;
  readonly same: boolean;
  readonly one: Place;
  readonly two: Place;
}

/** Rulings that hold at once in one place of an incident; each is looked up by its records while persons are counted. */
export const mostHeld = 10_000;

/** By which one record is not another's; as many as #inspect keeps of one, and a test compares. */
export const mostSides = 12;

interface Row {
  readonly id: string;
  readonly same: boolean;
  readonly one_mark: string;
  readonly one_start: string;
  readonly two_mark: string;
  readonly two_start: string;
}

/**
 * What a count of a place goes by: rulings of its compartment, of its legal entity or of none, as of items.
 */
export async function heldIn(
  client: ClientBase,
  { incident, compartment, entity }: Pick<CountPlace, 'incident' | 'compartment' | 'entity'>,
): Promise<Held[]> {
  const { rows } = await client.query<Row>(
    `select id, same, one_mark, one_start, two_mark, two_start from cofferdam.person_ruling
     where incident_id = $1 and compartment = $2 and (entity_id is null or entity_id = $3) and ended_at is null
     order by ruled_at, id`,
    [incident, compartment, entity ?? null],
  );
  return rows.map((row) => ({
    id: row.id,
    same: row.same,
    one: [Number(row.one_mark), Number(row.one_start)],
    two: [Number(row.two_mark), Number(row.two_start)],
  }));
}

/** The same for the job that counts. */
export function rulingsFor(desk: Desk, place: CountPlace): Promise<Held[]> {
  return transactJob(desk.pool, place, (client) => heldIn(client, place));
}

/** Whether the last of them cannot hold beside the others: two would be one by some, and are not by another. */
export function contradicts(rulings: readonly Pick<Held, 'same' | 'one' | 'two'>[]): boolean {
  const next = new Map<string, string[]>();
  const add = (from: string, to: string): void => void next.set(from, [...(next.get(from) ?? []), to]);
  for (const { same, one, two } of rulings) {
    if (!same) continue;
    add(keyOf(one), keyOf(two));
    add(keyOf(two), keyOf(one));
  }
  return rulings.some(({ same, one, two }) => !same && reaches(next, keyOf(one), keyOf(two)));
}

/** Whether a record is ruled not to be another's as often as can be. */
export function isCrowded(held: readonly Held[], place: Place): boolean {
  const own = held.filter(
    ({ same, one, two }) => !same && (keyOf(one) === keyOf(place) || keyOf(two) === keyOf(place)),
  );
  return own.length >= mostSides;
}

const keyOf = ([mark, start]: Place): string => `${mark}:${start}`;

function reaches(next: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean {
  const seen = new Set([from]);
  for (const at of seen) {
    if (at === to) return true;
    for (const other of next.get(at) ?? []) seen.add(other);
  }
  return false;
}
