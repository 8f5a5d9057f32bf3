import { u16, u32, u53 } from './bytes.ts';
import { eachItem, payload, tags } from './layout.ts';

/** A part of a name as hashes; see name-parts.ts. */
export interface Part {
  readonly hash: number;
  readonly initial: number;
  /** As in normal/name.ts: 0 given, 1 family, 2 and 3 the same as guesses. */
  readonly role: number;
  /** Letters, 15 at most; 1 is an initial. */
  readonly length: number;
  readonly low: number;
  readonly high: number;
}

/** A birth date as hashes; see layout.ts. */
export interface Day {
  readonly either: number;
  readonly exact: number;
}

/** A hash that means something within a scope: an identifier of one kind, or of one table. */
export interface Scoped {
  readonly scope: number;
  readonly hash: number;
}

/** What one record says; values as keyed hashes. */
export interface Identity {
  readonly born: readonly Day[];
  readonly genders: readonly number[];
  /** By kind. */
  readonly officialIds: readonly Scoped[];
  readonly emails: readonly number[];
  readonly phones: readonly number[];
  readonly homes: readonly number[];
  readonly payments: readonly number[];
  /** By table. */
  readonly localIds: readonly Scoped[];
  /** By ruling. */
  readonly sides: readonly Scoped[];
}

function readPart(bytes: Uint8Array, at: number): Part {
  const shape = bytes[at + 5] ?? 0;
  return {
    hash: u32(bytes, at),
    initial: bytes[at + 4] ?? 0,
    role: shape >>> 4,
    length: shape & 15,
    low: u32(bytes, at + 6),
    high: u32(bytes, at + 10),
  };
}

/** Reads the names in bytes [from, to), given names first. Names are the first items of a record. */
export function readParts(bytes: Uint8Array, from: number, to: number): Part[] {
  const parts: Part[] = [];
  let families = 0;
  for (let at = from; at < to && bytes[at] === tags.name; at += 1 + (payload[tags.name] ?? 0)) {
    const part = readPart(bytes, at + 1);
    if ((part.role & 1) === 1) {
      parts.push(part);
      families += 1;
    } else parts.splice(parts.length - families, 0, part);
  }
  return parts;
}

/** Most records have none of most kinds: a list of its own for each kind took half of the time. */
const none: readonly never[] = [];

function and<T>(list: readonly T[], value: T): readonly T[] {
  return list.length === 0 ? [value] : [...list, value];
}

/** Reads the items of bytes [from, to), but for the names. */
export function readIdentity(bytes: Uint8Array, from: number, to: number): Identity {
  let born: readonly Day[] = none;
  let genders: readonly number[] = none;
  let officialIds: readonly Scoped[] = none;
  let emails: readonly number[] = none;
  let phones: readonly number[] = none;
  let homes: readonly number[] = none;
  let payments: readonly number[] = none;
  let localIds: readonly Scoped[] = none;
  let sides: readonly Scoped[] = none;
  eachItem(bytes, from, to, (tag, at) => {
    if (tag === tags.dateOfBirth) born = and(born, { either: u32(bytes, at), exact: u32(bytes, at + 4) });
    else if (tag === tags.gender) genders = and(genders, bytes[at] ?? 0);
    else if (tag === tags.officialId) {
      officialIds = and(officialIds, { scope: u16(bytes, at), hash: u53(bytes, at + 2) });
    } else if (tag === tags.email) emails = and(emails, u53(bytes, at));
    else if (tag === tags.phone) phones = and(phones, u53(bytes, at));
    else if (tag === tags.home) homes = and(homes, u53(bytes, at));
    else if (tag === tags.payment) payments = and(payments, u53(bytes, at));
    else if (tag === tags.localId) localIds = and(localIds, { scope: u32(bytes, at + 8), hash: u53(bytes, at) });
    else if (tag === tags.apart) sides = and(sides, { scope: u16(bytes, at) >>> 1, hash: u16(bytes, at) & 1 });
  });
  return { born, genders, officialIds, emails, phones, homes, payments, localIds, sides };
}
