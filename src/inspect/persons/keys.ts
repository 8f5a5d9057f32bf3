import { u32 } from './bytes.ts';
import { eachItem, flags, head, tags } from './layout.ts';

/** Evidence that a shared key gives, weakest first; clustering takes the strongest first. */
export const evidence = { inFile: 0, loose: 1, contact: 2, birth: 3, email: 4, officialId: 5 } as const;
export type Evidence = (typeof evidence)[keyof typeof evidence];

/** Takes a key of 64 bits in two halves. */
export type TakeKey = (high: number, low: number, evidence: Evidence) => void;

/** Spreads a word over all its bits (the finaliser of MurmurHash3). */
export function stir(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Combines hashes that are keyed already, so this needs to spread and not to hide: `high` and `low` are a hash, `part` a
 * part of a name, `small` and `kind` tell uses of the same hash apart.
 */
export function combine(
  high: number,
  low: number,
  part: number,
  small: number,
  kind: number,
  take: (high: number, low: number) => void,
): void {
  const salt = stir(part ^ Math.imul(small + 1, 0x9e3779b1) ^ (kind << 24));
  const first = stir(high ^ salt);
  take(first, stir((low + Math.imul(first, 0x27d4eb2f)) ^ part));
}

/** Kinds of keys, besides the tags themselves. */
const kinds = { mailbox: 32, looseOnly: 64, inFile: 96 } as const;

/** Where the parts of the name are in the record at hand; used again for the next. */
const names: { readonly parts: number[]; readonly given: number[]; readonly family: number[] } = {
  parts: [],
  given: [],
  family: [],
};

/**
 * The keys by which a record may join others: equal keys mean that the records are compared. Identifiers that people
 * share (telephones, accounts, local numbers) make keys only together with the initials of given and family name, so that one switchboard does
 * not draw thousands together; days and homes with a part of the name in full and the initial of another; records
 * without a name have the identifier alone, apart from those with one (see owners.ts for how they meet).
 *
 * With days each part in turn is the one in full, so that a typing error in the other is tolerated; with homes that
 * would join relatives. In a mailbox a family name or the initial of a given name is enough to be compared.
 */
export function joinKeys(bytes: Uint8Array, start: number, itemsAt: number, end: number, take: TakeKey): void {
  const mask = (((bytes[start + head.flags] ?? 0) << 8) | (bytes[start + head.flags + 1] ?? 0)) >>> 0;
  names.parts.length = 0;
  names.given.length = 0;
  names.family.length = 0;
  eachItem(bytes, itemsAt, end, (tag, at) => {
    if (tag !== tags.name) return;
    const given = (((bytes[at + 5] ?? 0) >>> 4) & 1) === 0;
    (given ? names.given : names.family).push(at);
    names.parts.push(at);
  });
  const named = (mask & flags.named) !== 0;

  /** Keys of `full` in full with the initial of `other`. */
  const pair = (high: number, low: number, full: number, other: number, kind: number, weight: Evidence): void => {
    if (((bytes[full + 5] ?? 0) & 15) < 2) return;
    combine(high, low, u32(bytes, full), bytes[other + 4] ?? 0, kind, (a, b) => take(a, b, weight));
  };
  /** Family names in full with the initial of the given names; both ways where the order is a guess. */
  const byFamily = (high: number, low: number, kind: number, weight: Evidence): void => {
    const { given, family, parts } = names;
    const guess = (bytes[(parts[0] ?? 0) + 5] ?? 0) >>> 5 !== 0;
    if (given.length === 0 || family.length === 0) {
      for (const full of parts)
        for (const other of parts) if (full !== other) pair(high, low, full, other, kind, weight);
      return;
    }
    for (const full of family) for (const other of given) pair(high, low, full, other, kind, weight);
    if (guess) for (const full of given) for (const other of family) pair(high, low, full, other, kind, weight);
  };
  const byGiven = (high: number, low: number, kind: number, weight: Evidence): void => {
    for (const full of names.given) for (const other of names.family) pair(high, low, full, other, kind, weight);
  };

  /** One key for each given name with each family name, whichever way round they were read. */
  const byInitials = (high: number, low: number, kind: number, weight: Evidence): void => {
    const { given, family, parts } = names;
    const put = (one: number, two: number): void => {
      const [a, b] = [bytes[one + 4] ?? 0, bytes[two + 4] ?? 0];
      combine(high, low, Math.min(a, b), Math.max(a, b), kind, (x, y) => take(x, y, weight));
    };
    if (parts.length === 2) {
      put(parts[0] ?? 0, parts[1] ?? 0);
      return;
    }
    const guess = (bytes[(parts[0] ?? 0) + 5] ?? 0) >>> 5 !== 0;
    if (guess || given.length === 0 || family.length === 0) {
      for (const [at, one] of parts.entries()) for (const two of parts.slice(at + 1)) put(one, two);
      return;
    }
    for (const one of given) for (const two of family) put(one, two);
  };

  eachItem(bytes, itemsAt, end, (tag, at) => {
    const high = u32(bytes, at);
    const low = u32(bytes, at + 4);
    if (tag === tags.officialId) {
      combine(u32(bytes, at + 2), u32(bytes, at + 6), 0, 0, tag, (a, b) => take(a, b, evidence.officialId));
    } else if (tag === tags.dateOfBirth) {
      if (!named) return;
      byFamily(high, 0, tag, evidence.birth);
      byGiven(high, 0, tag, evidence.birth);
    } else if (tag === tags.home) {
      if (named) byFamily(high, low, tag, evidence.contact);
    } else if (isContact(tag) && !named) {
      // A local number alone means something only where it was given out: in its table, else in its file.
      const scope = tag === tags.localId ? u32(bytes, at + 8) || u32(bytes, start + head.file) : 0;
      combine(high, low, scope, 0, kinds.looseOnly + tag, (a, b) => take(a, b, evidence.loose));
    } else if (isContact(tag) && tag !== tags.email) {
      byInitials(high, low, tag, evidence.contact);
    }
    if (tag === tags.email && names.parts.length > 0) {
      const { given, family, parts } = names;
      const guess = (bytes[(parts[0] ?? 0) + 5] ?? 0) >>> 5 !== 0;
      for (const part of guess ? parts : given) {
        combine(high, low, 0, bytes[part + 4] ?? 0, kinds.mailbox, (a, b) => take(a, b, evidence.email));
      }
      for (const part of guess ? parts : family) {
        combine(high, low, u32(bytes, part), 0, kinds.mailbox, (a, b) => take(a, b, evidence.email));
      }
    }
  });
  // A name alone is the person of that name in the same document; rows of tables stand for themselves.
  if (named && ((mask & flags.bareName) !== 0 || u32(bytes, start + head.table) === 0)) {
    byFamily(u32(bytes, start + head.file), 0, kinds.inFile, evidence.inFile);
  }
}

/** Identifiers that may be shared, and lead from a record without a name to one with. */
function isContact(tag: number): boolean {
  return (
    tag === tags.email || tag === tags.phone || tag === tags.payment || tag === tags.localId || tag === tags.username
  );
}

/** The keys by which records without a name find their owner. */
export function ownerKeys(
  bytes: Uint8Array,
  itemsAt: number,
  end: number,
  take: (high: number, low: number) => void,
): void {
  const parts: number[] = [];
  let born = -1;
  eachItem(bytes, itemsAt, end, (tag, at) => {
    if (isContact(tag)) combine(u32(bytes, at), u32(bytes, at + 4), 0, 0, 128 + tag, take);
    else if (tag === tags.name) parts.push(at);
    else if (tag === tags.dateOfBirth) born = at;
  });
  if (born < 0) return;
  for (const part of parts) {
    if (((bytes[part + 5] ?? 0) & 15) < 2) continue;
    combine(u32(bytes, born), 0, u32(bytes, part), 0, 128 + tags.dateOfBirth, take);
  }
}
