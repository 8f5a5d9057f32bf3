import type { Day, Identity, Part, Scoped } from './identity.ts';
import { compareNames } from './names.ts';

/** What all records of a cluster say together. */
export interface Profile {
  readonly names: (readonly Part[])[];
  readonly born: Day[];
  /** One bit for each gender. */
  genders: number;
  /** By kind. */
  readonly officialIds: Scoped[];
  /** By table. */
  readonly localIds: Scoped[];
  /** By ruling. */
  readonly sides: Scoped[];
}

/** Different spellings of one person's name that are kept; more would only repeat them. */
const maxNames = 8;
/** Identifiers that are kept of one cluster; who has more is no person, and is kept from growing without end. */
const maxIds = 64;

export function profileOf(parts: readonly Part[], identity: Identity): Profile {
  return {
    names: parts.length > 0 ? [parts] : [],
    born: [...identity.born],
    genders: identity.genders.reduce((mask, gender) => mask | (1 << gender), 0),
    officialIds: [...identity.officialIds],
    localIds: identity.localIds.filter(({ scope }) => scope !== 0),
    sides: [...identity.sides],
  };
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
  into.genders |= from.genders;
  addIds(into.officialIds, from.officialIds);
  addIds(into.localIds, from.localIds);
  addIds(into.sides, from.sides);
}

function addIds(into: Scoped[], from: readonly Scoped[]): void {
  for (const id of from) {
    if (into.length < maxIds && !into.some(({ scope, hash }) => scope === id.scope && hash === id.hash)) into.push(id);
  }
}

/** Both have identifiers of one scope, and none of them in common. */
function someDisjoint(a: readonly Scoped[], b: readonly Scoped[]): boolean {
  return a.some(({ scope }) => {
    const theirs = b.filter((other) => other.scope === scope);
    return theirs.length > 0 && !a.some((one) => one.scope === scope && theirs.some(({ hash }) => hash === one.hash));
  });
}

function mayBeSame(one: Day, two: Day): boolean {
  return one.either === two.either && (one.exact === 0 || two.exact === 0 || one.exact === two.exact);
}

/** Birth dates that differ. */
export function bornApart(a: Profile, b: Profile): boolean {
  return a.born.length > 0 && b.born.length > 0 && !a.born.some((one) => b.born.some((two) => mayBeSame(one, two)));
}

/** Somebody has said that they are two. */
export function ruledApart(a: Profile, b: Profile): boolean {
  return a.sides.length > 0 && b.sides.length > 0 && someDisjoint(a.sides, b.sides);
}

/** Customer numbers of one table that differ. */
export function numberedApart(a: Profile, b: Profile): boolean {
  return someDisjoint(a.localIds, b.localIds);
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
    ruledApart(a, b) ||
    bornApart(a, b) ||
    (a.genders !== 0 && b.genders !== 0 && (a.genders & b.genders) === 0) ||
    someDisjoint(a.officialIds, b.officialIds) ||
    (!renumbered && numberedApart(a, b)) ||
    !namesAgree(a, b)
  );
}
