import type { Day, Identity, Part } from './identity.ts';
import { compareNames } from './names.ts';

/** What all records of a cluster say together. */
export interface Profile {
  readonly names: Part[][];
  readonly born: Day[];
  readonly genders: Set<number>;
  /** Hashes by kind of official identifier. */
  readonly officialIds: Map<number, Set<string>>;
  /** Hashes by table. */
  readonly localIds: Map<number, Set<string>>;
}

/** Different spellings of one person's name that are kept; more would only repeat them. */
const maxNames = 8;

export function profileOf(identity: Identity): Profile {
  const profile: Profile = {
    names: identity.parts.length > 0 ? [identity.parts] : [],
    born: [...identity.born],
    genders: new Set(identity.genders),
    officialIds: new Map(),
    localIds: new Map(),
  };
  for (const { kind, hash } of identity.officialIds) addTo(profile.officialIds, kind, hash);
  for (const { table, hash } of identity.localIds) if (table !== 0) addTo(profile.localIds, table, hash);
  return profile;
}

function addTo(map: Map<number, Set<string>>, key: number, value: string): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([value]));
  else set.add(value);
}

/** Adds `from` to `into`. */
export function absorb(into: Profile, from: Profile): void {
  for (const name of from.names) {
    const known = into.names.some((other) => other.length === name.length && compareNames(other, name) === 'same');
    if (!known && into.names.length < maxNames) into.names.push(name);
  }
  for (const day of from.born) {
    if (!into.born.some(({ either, exact }) => either === day.either && exact === day.exact)) into.born.push(day);
  }
  for (const gender of from.genders) into.genders.add(gender);
  for (const [kind, hashes] of from.officialIds) for (const hash of hashes) addTo(into.officialIds, kind, hash);
  for (const [table, hashes] of from.localIds) for (const hash of hashes) addTo(into.localIds, table, hash);
}

function disjoint<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
  return a.size > 0 && b.size > 0 && a.isDisjointFrom(b);
}

function someDisjoint(
  a: ReadonlyMap<number, ReadonlySet<string>>,
  b: ReadonlyMap<number, ReadonlySet<string>>,
): boolean {
  for (const [key, values] of a) {
    const others = b.get(key);
    if (others !== undefined && values.isDisjointFrom(others)) return true;
  }
  return false;
}

function mayBeSame(one: Day, two: Day): boolean {
  return one.either === two.either && (one.exact === 0 || two.exact === 0 || one.exact === two.exact);
}

/** Birth dates that differ. */
export function bornApart(a: Profile, b: Profile): boolean {
  return a.born.length > 0 && b.born.length > 0 && !a.born.some((one) => b.born.some((two) => mayBeSame(one, two)));
}

/** True when every name of one could be every name of the other; marriage is no contradiction. */
function namesAgree(a: Profile, b: Profile): boolean {
  return a.names.every((one) => b.names.every((two) => compareNames(one, two) !== 'different'));
}

/**
 * Whether something keeps two clusters apart: birth dates, genders, official identifiers of one kind, local numbers of
 * one table, or clearly different names.
 *
 * @param renumbered whether one person may have two local numbers of one table: customers are taken on twice
 */
export function contradict(a: Profile, b: Profile, renumbered = false): boolean {
  return (
    bornApart(a, b) ||
    disjoint(a.genders, b.genders) ||
    someDisjoint(a.officialIds, b.officialIds) ||
    (!renumbered && someDisjoint(a.localIds, b.localIds)) ||
    !namesAgree(a, b)
  );
}
