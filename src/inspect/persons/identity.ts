import { u16, u32, u53 } from './bytes.ts';
import { eachItem, tags } from './layout.ts';

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

/** What one record, or all records of one person, say; values as keyed hashes. */
export interface Identity {
  readonly parts: Part[];
  readonly hints: Part[];
  readonly born: Day[];
  readonly genders: number[];
  /** By kind. */
  readonly officialIds: Scoped[];
  readonly emails: number[];
  readonly phones: number[];
  readonly homes: number[];
  readonly payments: number[];
  /** By table. */
  readonly localIds: Scoped[];
  readonly usernames: number[];
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

/** Reads the items of bytes [from, to). Parts come given names first. */
export function readIdentity(bytes: Uint8Array, from: number, to: number): Identity {
  const identity: Identity = {
    parts: [],
    hints: [],
    born: [],
    genders: [],
    officialIds: [],
    emails: [],
    phones: [],
    homes: [],
    payments: [],
    localIds: [],
    usernames: [],
  };
  eachItem(bytes, from, to, (tag, at) => {
    if (tag === tags.name) identity.parts.push(readPart(bytes, at));
    else if (tag === tags.hint) identity.hints.push(readPart(bytes, at));
    else if (tag === tags.dateOfBirth) identity.born.push({ either: u32(bytes, at), exact: u32(bytes, at + 4) });
    else if (tag === tags.gender) identity.genders.push(bytes[at] ?? 0);
    else if (tag === tags.officialId) {
      identity.officialIds.push({ scope: u16(bytes, at), hash: u53(bytes, at + 2) });
    } else if (tag === tags.email) identity.emails.push(u53(bytes, at));
    else if (tag === tags.phone) identity.phones.push(u53(bytes, at));
    else if (tag === tags.home) identity.homes.push(u53(bytes, at));
    else if (tag === tags.payment) identity.payments.push(u53(bytes, at));
    else if (tag === tags.localId) identity.localIds.push({ scope: u32(bytes, at + 8), hash: u53(bytes, at) });
    else if (tag === tags.username) identity.usernames.push(u53(bytes, at));
  });
  identity.parts.sort((a, b) => (a.role & 1) - (b.role & 1));
  return identity;
}
