import type { Person } from '../people/person.ts';
import type { Random } from '../random.ts';
import { nationalKinds } from '../words/headers/keys.ts';
import type { ColumnKey } from './cells.ts';

export interface Picked {
  readonly keys: readonly ColumnKey[];
  /** Columns that are never empty: with them the person can be told from others and joined across files. */
  readonly needed: ReadonlySet<ColumnKey>;
}

/** What a table or form is about. */
export interface Topic {
  readonly id: string;
  /** True where one person has several rows (orders, log-ins). */
  readonly repeats: boolean;
  columns(random: Random, people: readonly Person[]): Picked;
}

/** These columns with a probability, else none. */
export const maybe = (random: Random, probability: number, ...keys: ColumnKey[]) =>
  random.chance(probability) ? keys : [];
export const nameKeys = (random: Random): ColumnKey[] =>
  random.pick([['givenName', 'familyName'], ['familyName', 'givenName'], ['fullName']] as ColumnKey[][]);

export function addressKeys(random: Random): ColumnKey[] {
  const form = random.float();
  if (form < 0.3) return ['fullAddress'];
  const rest: ColumnKey[] = ['postcode', 'city', ...maybe(random, 0.3, 'region'), ...maybe(random, 0.6, 'country')];
  return form < 0.45 ? ['streetName', 'houseNumber', ...rest] : ['street', ...rest];
}

/** National identifiers of the country that most of these people are from. */
export function nationalKeys(random: Random, people: readonly Person[], probability: number): ColumnKey[] {
  const country = people[0]?.country;
  if (country === undefined || !random.chance(probability)) return [];
  const kinds: readonly ColumnKey[] = nationalKinds[country];
  return country === 'GB' || country === 'DE' || country === 'FR' ? random.sample(kinds, random.int(1, 2)) : [...kinds];
}

/** The number by which the entity knows these people. */
export function localKey(people: readonly Person[]): ColumnKey {
  return people[0]?.localId.key ?? 'customerNo';
}

export function picked(keys: readonly ColumnKey[], ...needed: ColumnKey[]): Picked {
  const names: ColumnKey[] = ['fullName', 'givenName', 'familyName'];
  return { keys: [...new Set(keys)], needed: new Set([...names, ...needed]) };
}

/** Enough to join: the private mailbox, the birth date, the address, or two of them. */
export function link(random: Random): { keys: ColumnKey[]; needed: ColumnKey[] } {
  const at = random.float();
  if (at < 0.4) return { keys: ['email'], needed: ['email'] };
  if (at < 0.7) return { keys: ['birth'], needed: ['birth'] };
  if (at < 0.85) return { keys: ['birth', 'email'], needed: ['birth', 'email'] };
  return { keys: [...addressKeys(random), 'birth'], needed: ['birth'] };
}

/** A mailbox that several people read. */
export function sharedMail(person: Person, random: Random): string {
  return `${random.pick(person.entity.shared)}@${person.entity.domain}`;
}
