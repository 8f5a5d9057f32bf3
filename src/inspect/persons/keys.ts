import { u16, u32 } from './bytes.ts';
import { eachItem, flags, head, payload, tags } from './layout.ts';

/** Evidence that a shared key gives, weakest first; clustering takes the strongest first. */
export const evidence = { inFile: 0, loose: 1, contact: 2, birth: 3, email: 4, officialId: 5, ruled: 6 } as const;
export type Evidence = (typeof evidence)[keyof typeof evidence];

/** Spreads a word over all its bits (the finaliser of MurmurHash3). */
export function stir(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** What `mix` made last: two halves. */
const mixed = new Uint32Array(2);

/**
 * Combines hashes that are keyed already, so this needs to spread and not to hide: `high` and `low` are a hash, `part` a
 * part of a name, `small` and `kind` tell uses of the same hash apart.
 */
function mix(high: number, low: number, part: number, small: number, kind: number): void {
  const salt = stir(part ^ Math.imul(small + 1, 0x9e3779b1) ^ (kind << 24));
  const first = stir(high ^ salt);
  mixed[0] = first;
  mixed[1] = stir((low + Math.imul(first, 0x27d4eb2f)) ^ part);
}

export function combine(
  high: number,
  low: number,
  part: number,
  small: number,
  kind: number,
  take: (high: number, low: number) => void,
): void {
  mix(high, low, part, small, kind);
  take(mixed[0] ?? 0, mixed[1] ?? 0);
}

/** The combination of any number of parts, in order. */
export function combineAll(parts: readonly number[], kind: number, take: (high: number, low: number) => void): void {
  let high = parts.length;
  let low = 0;
  for (const part of parts) {
    mix(high, low, part, 0, kind);
    high = mixed[0] ?? 0;
    low = mixed[1] ?? 0;
  }
  take(high, low);
}

/** The same of two. */
export function combineTwo(one: number, two: number, kind: number, take: (high: number, low: number) => void): void {
  mix(2, 0, one, 0, kind);
  mix(mixed[0] ?? 0, mixed[1] ?? 0, two, 0, kind);
  take(mixed[0] ?? 0, mixed[1] ?? 0);
}

/** Kinds of keys, besides the tags themselves. */
const kinds = { mailbox: 32, looseOnly: 64, inFile: 96 } as const;

/** Keys of 64 bits in two halves, the first `count` of each array. */
export interface JoinKeys {
  count: number;
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  readonly weight: Uint8Array;
}

/** More than any record has: at most 4 parts of a name make 16 pairs with each of its 12 other items. */
const mostKeys = 256;
const keys: JoinKeys = {
  count: 0,
  high: new Uint32Array(mostKeys),
  low: new Uint32Array(mostKeys),
  weight: new Uint8Array(mostKeys),
};

function put(high: number, low: number, part: number, small: number, kind: number, weight: Evidence): void {
  const at = keys.count;
  if (at === mostKeys) return;
  mix(high, low, part, small, kind);
  keys.high[at] = mixed[0] ?? 0;
  keys.low[at] = mixed[1] ?? 0;
  keys.weight[at] = weight;
  keys.count = at + 1;
}

/** Where the parts of the name are in the record at hand; used again for the next. */
class Names {
  readonly all = new Int32Array(8);
  readonly given = new Int32Array(8);
  readonly family = new Int32Array(8);
  count = 0;
  givens = 0;
  families = 0;
  /** Roles are guesses: either could be the given name. */
  guess = false;

  clear(): void {
    this.count = 0;
    this.givens = 0;
    this.families = 0;
    this.guess = false;
  }

  add(at: number, shape: number): void {
    if (this.count === this.all.length) return;
    if (this.count === 0) this.guess = shape >>> 5 !== 0;
    this.all[this.count++] = at;
    if (((shape >>> 4) & 1) === 0) this.given[this.givens++] = at;
    else this.family[this.families++] = at;
  }
}
const names = new Names();

/** The key of the part `full` in full with the initial of `other`; a part that is an initial makes none. */
function pair(
  bytes: Uint8Array,
  full: number,
  other: number,
  high: number,
  low: number,
  kind: number,
  weight: Evidence,
): void {
  if (((bytes[full + 5] ?? 0) & 15) < 2) return;
  put(high, low, u32(bytes, full), bytes[other + 4] ?? 0, kind, weight);
}

/** Each of `some` in full with the initial of each of `others`. */
function pairs(
  bytes: Uint8Array,
  some: Int32Array,
  count: number,
  others: Int32Array,
  otherCount: number,
  high: number,
  low: number,
  kind: number,
  weight: Evidence,
): void {
  for (let one = 0; one < count; one += 1) {
    for (let two = 0; two < otherCount; two += 1) {
      if (some[one] !== others[two]) pair(bytes, some[one] ?? 0, others[two] ?? 0, high, low, kind, weight);
    }
  }
}

/** Family names in full with the initial of the given names; both ways where the order is a guess. */
function byFamily(bytes: Uint8Array, high: number, low: number, kind: number, weight: Evidence): void {
  const { all, count, given, givens, family, families, guess } = names;
  if (givens === 0 || families === 0) {
    pairs(bytes, all, count, all, count, high, low, kind, weight);
    return;
  }
  pairs(bytes, family, families, given, givens, high, low, kind, weight);
  if (guess) pairs(bytes, given, givens, family, families, high, low, kind, weight);
}

function byGiven(bytes: Uint8Array, high: number, low: number, kind: number, weight: Evidence): void {
  const { given, givens, family, families } = names;
  pairs(bytes, given, givens, family, families, high, low, kind, weight);
}

function putInitials(bytes: Uint8Array, one: number, two: number, high: number, low: number, kind: number): void {
  const a = bytes[one + 4] ?? 0;
  const b = bytes[two + 4] ?? 0;
  put(high, low, Math.min(a, b), Math.max(a, b), kind, evidence.contact);
}

/** One key for each given name with each family name, whichever way round they were read. */
function byInitials(bytes: Uint8Array, high: number, low: number, kind: number): void {
  const { all, count, given, givens, family, families, guess } = names;
  if (guess || count === 2 || givens === 0 || families === 0) {
    for (let one = 0; one < count; one += 1) {
      for (let two = one + 1; two < count; two += 1) {
        putInitials(bytes, all[one] ?? 0, all[two] ?? 0, high, low, kind);
      }
    }
    return;
  }
  for (let one = 0; one < givens; one += 1) {
    for (let two = 0; two < families; two += 1) {
      putInitials(bytes, given[one] ?? 0, family[two] ?? 0, high, low, kind);
    }
  }
}

/** A mailbox with the initial of a given name, or with a family name in full. */
function byMailbox(bytes: Uint8Array, high: number, low: number): void {
  const { all, count, given, givens, family, families, guess } = names;
  const [initials, initialCount] = guess ? [all, count] : [given, givens];
  const [fulls, fullCount] = guess ? [all, count] : [family, families];
  for (let part = 0; part < initialCount; part += 1) {
    put(high, low, 0, bytes[(initials[part] ?? 0) + 4] ?? 0, kinds.mailbox, evidence.email);
  }
  for (let part = 0; part < fullCount; part += 1) {
    put(high, low, u32(bytes, fulls[part] ?? 0), 0, kinds.mailbox, evidence.email);
  }
}

/**
 * The keys by which a record may join others: equal keys mean that the records are compared. Identifiers that people
 * share (telephones, accounts, local numbers) make keys only together with the initials of given and family name, so
 * that one switchboard does not draw thousands together; days and homes with a part of the name in full and the initial
 * of another; records without a name have the identifier alone, apart from those with one (see owners.ts for how they
 * meet).
 *
 * With days each part in turn is the one in full, so that a typing error in the other is tolerated; with homes that
 * would join relatives. In a mailbox a family name or the initial of a given name is enough to be compared.
 *
 * Names come first in a record (see layout.ts), so one pass is enough. This runs for each record and again for what is
 * clustered: without closures or arrays of its own it takes less than half of the time.
 *
 * @returns the same object every time
 */
export function joinKeys(bytes: Uint8Array, start: number, itemsAt: number, end: number): JoinKeys {
  keys.count = 0;
  names.clear();
  const mask = u16(bytes, start + head.flags);
  const named = (mask & flags.named) !== 0;
  for (let at = itemsAt, tag = 0; at < end; at += payload[tag] ?? end) {
    tag = bytes[at] ?? 0;
    if (tag === 0) break;
    at += 1;
    if (tag === tags.name) names.add(at, bytes[at + 5] ?? 0);
    else if (tag !== tags.gender && tag !== tags.hint) keysOfItem(bytes, start, at, tag, named);
  }
  // A name alone is the person of that name in the same document; rows of tables stand for themselves.
  if (named && ((mask & flags.bareName) !== 0 || u32(bytes, start + head.table) === 0)) {
    byFamily(bytes, u32(bytes, start + head.file), 0, kinds.inFile, evidence.inFile);
  }
  return keys;
}

function keysOfItem(bytes: Uint8Array, start: number, at: number, tag: number, named: boolean): void {
  const high = u32(bytes, at);
  const low = u32(bytes, at + 4);
  if (tag >= tags.same) {
    if (tag === tags.same) put(high, 0, 0, 0, tag, evidence.ruled);
  } else if (tag === tags.officialId) {
    put(u32(bytes, at + 2), u32(bytes, at + 6), 0, 0, tag, evidence.officialId);
  } else if (tag === tags.dateOfBirth) {
    if (!named) return;
    byFamily(bytes, high, 0, tag, evidence.birth);
    byGiven(bytes, high, 0, tag, evidence.birth);
  } else if (tag === tags.home) {
    if (named) byFamily(bytes, high, low, tag, evidence.contact);
  } else if (!named) {
    // A local number alone means something only where it was given out: in its table, else in its file.
    const scope = tag === tags.localId ? u32(bytes, at + 8) || u32(bytes, start + head.file) : 0;
    put(high, low, scope, 0, kinds.looseOnly + tag, evidence.loose);
  } else if (tag !== tags.email) {
    byInitials(bytes, high, low, tag);
  }
  if (tag === tags.email) byMailbox(bytes, high, low);
}

/** Identifiers that may be shared, and lead from a record without a name to one with. */
function isContact(tag: number): boolean {
  return (
    tag === tags.email || tag === tags.phone || tag === tags.payment || tag === tags.localId || tag === tags.username
  );
}

/** The keys by which records without a name find their owner; `isLocal` for numbers that tables give out, as any other may. */
export function ownerKeys(
  bytes: Uint8Array,
  itemsAt: number,
  end: number,
  take: (high: number, low: number, isLocal: boolean) => void,
): void {
  const parts: number[] = [];
  let born = -1;
  eachItem(bytes, itemsAt, end, (tag, at) => {
    const own = (high: number, low: number): void => take(high, low, tag === tags.localId);
    if (isContact(tag)) combine(u32(bytes, at), u32(bytes, at + 4), 0, 0, 128 + tag, own);
    else if (tag === tags.name) parts.push(at);
    else if (tag === tags.dateOfBirth) born = at;
  });
  if (born < 0) return;
  for (const part of parts) {
    if (((bytes[part + 5] ?? 0) & 15) < 2) continue;
    combine(u32(bytes, born), 0, u32(bytes, part), 0, 128 + tags.dateOfBirth, (high, low) => take(high, low, false));
  }
}
