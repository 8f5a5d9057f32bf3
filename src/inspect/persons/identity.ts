import { asText, u16, u32 } from './bytes.ts';
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

/** What one record, or all records of one person, say: keyed hashes as strings of their bytes. */
export interface Identity {
  readonly parts: Part[];
  readonly hints: Part[];
  readonly born: Day[];
  readonly genders: number[];
  readonly officialIds: { readonly kind: number; readonly hash: string }[];
  readonly emails: string[];
  readonly phones: string[];
  readonly homes: string[];
  readonly payments: string[];
  readonly localIds: { readonly table: number; readonly hash: string }[];
  readonly usernames: string[];
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
    const hash = (): string => asText(bytes, at);
    if (tag === tags.name) identity.parts.push(readPart(bytes, at));
    else if (tag === tags.hint) identity.hints.push(readPart(bytes, at));
    else if (tag === tags.dateOfBirth) identity.born.push({ either: u32(bytes, at), exact: u32(bytes, at + 4) });
    else if (tag === tags.gender) identity.genders.push(bytes[at] ?? 0);
    else if (tag === tags.officialId) {
      identity.officialIds.push({ kind: u16(bytes, at), hash: asText(bytes, at + 2) });
    } else if (tag === tags.email) identity.emails.push(hash());
    else if (tag === tags.phone) identity.phones.push(hash());
    else if (tag === tags.home) identity.homes.push(hash());
    else if (tag === tags.payment) identity.payments.push(hash());
    else if (tag === tags.localId) identity.localIds.push({ hash: hash(), table: u32(bytes, at + 8) });
    else if (tag === tags.username) identity.usernames.push(hash());
  });
  identity.parts.sort((a, b) => (a.role & 1) - (b.role & 1));
  return identity;
}
