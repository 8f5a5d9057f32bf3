import { maxParts } from './normal.ts';

/**
 * An encoded record: a head of fixed length, then items, each a tag and a payload of the tag's length, in byte order.
 * The items are the identity: two records with the same items say the same about a person.
 *
 * Head: length of all 2, flags 2, elements 4, relation 1, age 1, country 2, file 4, start 6, span length 4,
 * table 4 (keyed hash, 0 for none; see tables.ts).
 */
export const head = {
  length: 0,
  flags: 2,
  elements: 4,
  relation: 8,
  age: 9,
  country: 10,
  file: 12,
  start: 16,
  span: 22,
  table: 26,
  bytes: 30,
} as const;

export const flags = {
  /** A single value in running text: it may join a person, and is proof of none. */
  sighting: 1,
  /** A line of a roster: it names relations and joins, and is no part of the leak. */
  roster: 2,
  /** Nothing but a name. */
  bareName: 4,
  /** Two parts of a name at least, one of them in full. */
  named: 8,
  /** Where it begins and ends was guessed. */
  guessed: 16,
  /** Somebody has said whose it is, or is not; see rulings.ts. */
  ruled: 32,
} as const;

export const ages = { unknown: 0, adult: 1, minor: 2 } as const;

/** Kinds of items. The order is that of the bytes: what tells most comes first. */
export const tags = {
  /** Hash 4, initial 1, role and length 1, sketch 8. */
  name: 1,
  /** Day in either order of day and month 4, exact day 4 (0 where the order is not known). */
  dateOfBirth: 2,
  gender: 3,
  /** Kind 2 (keyed hash of the rule), hash 8. */
  officialId: 4,
  email: 5,
  phone: 6,
  home: 7,
  /** IBAN or card. */
  payment: 8,
  /** Hash 8, table 4. */
  localId: 9,
  username: 10,
  /** As `name`, but read out of an e-mail address. */
  hint: 11,
  /** Number of the group of records that are of one person by rulings. */
  same: 12,
  /** Which side of a ruling that two are not one: see `sideOf`. */
  apart: 13,
} as const;
export type Tag = (typeof tags)[keyof typeof tags];

/** Payload bytes by tag. */
export const payload: readonly number[] = [0, 14, 8, 1, 10, 8, 8, 8, 8, 12, 8, 14, 4, 2];

/** Rulings by which one record is not another's. */
export const mostSides = 12;

/** How many items of a tag one record keeps; the rest is left out, which can only make fewer joins. */
export const most: readonly number[] = [0, maxParts, 1, 1, 3, 2, 2, 1, 2, 1, 1, 2, 1, mostSides];

/** No identity is longer: room for all items of all tags (hints stand in for names). */
export const identityBytes = 230;

/** Calls `visit` with tag and payload offset of each item in bytes [from, to); zero bytes end it. */
export function eachItem(bytes: Uint8Array, from: number, to: number, visit: (tag: number, at: number) => void): void {
  for (let at = from; at < to; ) {
    const tag = bytes[at] ?? 0;
    if (tag === 0) return;
    visit(tag, at + 1);
    at += 1 + (payload[tag] ?? to);
  }
}
