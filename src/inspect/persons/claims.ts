import { put16, put32, u16, u32 } from './bytes.ts';
import { mostExact, mutuallyApart } from './clique.ts';
import type { ClusterFacts } from './clusters.ts';
import { eachItem, mostSides, tags } from './layout.ts';
import type { Why } from './doubt.ts';
import { areSides } from './rulings.ts';

/** How a row's name relates to the key it stands under; see certain.ts. */
export const ranks = { fuller: 0, own: 1, longer: 2 } as const;

/**
 * Row: key 8, rank 1, cluster 5, more 1, gender 1, birth date 4, two official ids (kind 2, hash 4 each), local id
 * (table 4, hash 4), table 4, mailboxes (two hashes of 4 each), telephones and homes (two hashes of 2 each), sides of
 * rulings (2 each).
 *
 * Mailboxes bring numbers of one table together (see `onePerPerson`), all with all: of 5,000 namesakes 200 would share 16
 * bits by chance. Telephones and homes are only compared where two rows are.
 */
export const rowBytes = 60 + 2 * mostSides;
export const claim = { more: 14, gender: 15, born: 16, official: 20, local: 32, table: 40, mailboxes: 44 } as const;

const phone = claim.mailboxes + 8;
const home = phone + 4;
const sides = home + 4;
/** In the byte of the gender, beside 1 for women and 2 for men: the bounds of all records were guessed. */
const guessed = 4;

/** Up to here every row is compared with every other one. */
const maxPairs = 1000;

/** And so many with so many others: a name may be that of hundreds of thousands. */
const mostCompared = 20_000_000;

const isComparable = (few: number, many: number): boolean => few <= maxPairs && few * many <= mostCompared;

/** A cluster as the lower bound sees it. */
export interface Claimant {
  readonly cluster: number;
  /** Identity of all its records together. */
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  readonly about: Pick<ClusterFacts, 'table' | 'guessed' | 'place'>;
}

const scratch = new Uint8Array(rowBytes - claim.gender);

/** What a cluster claims; the same array every time. Zero is no claim. */
export function claimsOf({ bytes, from, to, about }: Claimant): Uint8Array {
  scratch.fill(0);
  let officials = 0;
  let side: number = sides;
  const put = (field: number, at: number): void => {
    const target = field - claim.gender;
    if (u32(scratch, target) === 0) put32(scratch, target, u32(bytes, at) || 1);
  };
  const putWay = (field: number, at: number): void => {
    const target = field - claim.gender;
    put16(scratch, target + (u16(scratch, target) === 0 ? 0 : 2), u16(bytes, at) || 1);
  };
  eachItem(bytes, from, to, (tag, at) => {
    if (tag === tags.gender) scratch[0] = (scratch[0] ?? 0) | ((bytes[at] ?? 0) & 3);
    else if (tag === tags.dateOfBirth) put(claim.born, at);
    else if (tag === tags.officialId && officials < 2) {
      const field = claim.official + 6 * officials;
      put16(scratch, field - claim.gender, u16(bytes, at));
      put(field + 2, at + 2);
      officials += 1;
    } else if (tag === tags.localId && u32(bytes, at + 8) !== 0) {
      put(claim.local, at + 8);
      put(claim.local + 4, at);
    } else if (tag === tags.email) {
      const first = claim.mailboxes - claim.gender;
      put32(scratch, first + (u32(scratch, first) === 0 ? 0 : 4), u32(bytes, at) || 1);
    } else if (tag === tags.phone) putWay(phone, at);
    else if (tag === tags.home) putWay(home, at);
    else if (tag === tags.apart && side < rowBytes) {
      put16(scratch, side - claim.gender, u16(bytes, at));
      side += 2;
    }
  });
  if (about.guessed) scratch[0] = (scratch[0] ?? 0) | guessed;
  if (about.table !== 0) put32(scratch, claim.table - claim.gender, about.table);
  return scratch;
}

/** Whether somebody has said that the rows at `a` and `b` are of two persons. */
function ruledApart(group: Uint8Array, a: number, b: number): boolean {
  for (let mine = a + sides; mine < a + rowBytes && u16(group, mine) !== 0; mine += 2) {
    for (let theirs = b + sides; theirs < b + rowBytes && u16(group, theirs) !== 0; theirs += 2) {
      if (areSides(u16(group, mine), u16(group, theirs))) return true;
    }
  }
  return false;
}

const tells = (a: number, b: number): boolean => a !== 0 && b !== 0 && a !== b;

/** Whether both have a number of one kind, and none in common. */
function numbersTell(group: Uint8Array, a: number, b: number): boolean {
  let different = 0;
  for (let mine = a + claim.official; mine < a + claim.local; mine += 6) {
    for (let theirs = b + claim.official; theirs < b + claim.local; theirs += 6) {
      const [one, two] = [u32(group, mine + 2), u32(group, theirs + 2)];
      if (one !== 0 && one === two) return false;
      if (u16(group, mine) === u16(group, theirs) && tells(one, two)) different += 1;
    }
  }
  return different > 0;
}

/** 1 where both have a mailbox and share one, -1 where they share none, 0 where one has none. */
function compareMailboxes(group: Uint8Array, a: number, b: number): number {
  const [first, second] = [u32(group, a + claim.mailboxes), u32(group, a + claim.mailboxes + 4)];
  const [one, two] = [u32(group, b + claim.mailboxes), u32(group, b + claim.mailboxes + 4)];
  if (first === 0 || one === 0) return 0;
  return first === one || first === two || (second !== 0 && (second === one || second === two)) ? 1 : -1;
}

/** The same for telephones or homes. */
function compareWay(group: Uint8Array, a: number, b: number): number {
  const [mine, theirs] = [u32(group, a), u32(group, b)];
  if (mine === 0 || theirs === 0) return 0;
  const [first, second] = [mine >>> 16, mine & 0xffff];
  const has = (hash: number): boolean => hash !== 0 && (hash === theirs >>> 16 || hash === (theirs & 0xffff));
  return has(first) || has(second) ? 1 : -1;
}

/**
 * Whether something besides the name surely tells the rows at `a` and `b` apart. What may be mixed with its neighbour
 * tells nothing.
 */
function apart(group: Uint8Array, a: number, b: number): boolean {
  if (ruledApart(group, a, b)) return true;
  const [one, two] = [group[a + claim.gender] ?? 0, group[b + claim.gender] ?? 0];
  if (((one | two) & guessed) !== 0) return false;
  if (tells(u32(group, a + claim.born), u32(group, b + claim.born))) return true;
  if (numbersTell(group, a, b)) return true;
  const sameBirth = u32(group, a + claim.born) !== 0 && u32(group, a + claim.born) === u32(group, b + claim.born);
  const mailboxes = compareMailboxes(group, a, b);
  if (sameBirth || mailboxes > 0) return false;
  const sameList = u32(group, a + claim.local) === u32(group, b + claim.local);
  if (sameList && tells(u32(group, a + claim.local + 4), u32(group, b + claim.local + 4))) return true;
  if (u32(group, a + claim.table) === 0 || u32(group, a + claim.table) !== u32(group, b + claim.table)) return false;
  // `M` is a man in one table and `mujer` in another.
  if ((one | two) === 3 && one !== 3 && two !== 3) return true;
  // In one table, two lines of one name with two ways to reach them and none in common are namesakes.
  const compared = [mailboxes, compareWay(group, a + phone, b + phone), compareWay(group, a + home, b + home)];
  return !compared.includes(1) && compared.filter((way) => way < 0).length >= 2;
}

/**
 * For rows that matter: does the row's cluster count under this name, or does it yield to another? Calls `tell` with the
 * offset of the row. Rows lie in `group` up to `end`.
 *
 * @param pair told of a row that yields and of one that it may be the same person as
 */
export function judge(
  group: Uint8Array,
  end: number,
  tell: (at: number, counts: boolean) => void,
  pair?: (at: number, other: number, why: Why) => void,
): void {
  const rankOf = (at: number): number => group[at + 8] ?? 0;
  if (end === rowBytes) {
    if (rankOf(0) === ranks.own) tell(0, true);
    return;
  }
  let fuller = 0;
  while (fuller < end && rankOf(fuller) === ranks.fuller) fuller += rowBytes;
  let own = fuller;
  const rows = end / rowBytes;
  const comparable = isComparable(fuller / rowBytes, rows);
  const open: number[] = [];
  for (; own < end && rankOf(own) === ranks.own; own += rowBytes) {
    let yields = !comparable;
    for (let other = 0; other < fuller && !yields; other += rowBytes) {
      yields = !apart(group, other, own);
      if (yields) pair?.(own, other, 'short-name');
    }
    if (!yields) open.push(own);
  }
  const chosen = distinct(group, open);
  if (pair !== undefined) pairUp(group, open, chosen, pair);
  for (const at of chosen) tell(at, true);
  // Those that stand under several keys count only where they count under each.
  const counted = new Set(chosen);
  for (let at = fuller; at < own && counted.size * rowBytes < own - fuller; at += rowBytes) {
    if (group[at + claim.more] !== 0 && !counted.has(at)) tell(at, false);
  }
  const areMany = !isComparable(chosen.length, (end - own) / rowBytes);
  for (let at = own; at < end; at += rowBytes) {
    const other = areMany ? undefined : chosen.find((one) => !apart(group, one, at));
    if (other !== undefined) pair?.(at, other, 'short-name');
    if (other !== undefined || areMany) tell(at, false);
  }
}

/** Of so many that count one is looked for that a row may be the same as. */
const mostLookedAt = 64;

/** Tells of each row that is not chosen, and of the first chosen one that it is not apart from. */
function pairUp(
  group: Uint8Array,
  rows: readonly number[],
  chosen: readonly number[],
  pair: (at: number, other: number, why: Why) => void,
): void {
  if (chosen.length === rows.length) return;
  const counted = new Set(chosen);
  const some = chosen.slice(0, mostLookedAt);
  for (const at of rows) {
    if (counted.has(at)) continue;
    const other = some.find((one) => !apart(group, one, at));
    if (other !== undefined) pair(at, other, whatTheyShare(group, at, other));
  }
}

/** What two rows of one name have in common besides. */
function whatTheyShare(group: Uint8Array, a: number, b: number): Why {
  const born = u32(group, a + claim.born);
  if (born !== 0 && born === u32(group, b + claim.born)) return 'same-birth';
  const ways = [
    compareMailboxes(group, a, b),
    compareWay(group, a + phone, b + phone),
    compareWay(group, a + home, b + home),
  ];
  return ways.includes(1) ? 'same-contact' : 'same-name';
}

/** A large set of rows each of which is apart from each other one; up to `mostExact` the largest. */
function distinct(group: Uint8Array, rows: readonly number[]): readonly number[] {
  if (rows.length < 2) return rows;
  const numbered = rows.length > mostExact ? byNumbers(group, rows) : [];
  if (numbered.length === rows.length) return rows;
  // Where most have a number that tells them apart, comparing all with all would find few more.
  if (numbered.length * 2 > rows.length) {
    if (rows.length > maxPairs) return numbered;
    const all = [...numbered];
    const known = new Set(numbered);
    for (const at of rows) if (!known.has(at) && all.every((other) => apart(group, other, at))) all.push(at);
    return all;
  }
  if (rows.length > maxPairs) {
    const born = byBirth(group, rows);
    const best = numbered.length >= born.length ? numbered : born;
    return best.length > 0 ? best : rows.slice(0, 1);
  }
  const found = mutuallyApart(
    rows.length,
    (a, b) => apart(group, rows[a] ?? 0, rows[b] ?? 0),
    (one) => group[(rows[one] ?? 0) + claim.more] === 0,
  );
  return found.length >= numbered.length ? found.map((one) => rows[one] ?? 0) : numbered;
}

const isGuessed = (group: Uint8Array, at: number): boolean => ((group[at + claim.gender] ?? 0) & guessed) !== 0;

/** One row for each person by official numbers, or by those of a table, whichever tells more apart. */
function byNumbers(group: Uint8Array, rows: readonly number[]): readonly number[] {
  const official = byOfficial(group, rows);
  if (official.length === rows.length) return official;
  const local = byNumber(group, rows);
  return official.length >= local.length ? official : local;
}

/** One row for each official number of the kind that most have; who has two numbers is one person with both. */
function byOfficial(group: Uint8Array, rows: readonly number[]): readonly number[] {
  const kinds = new Map<number, number[]>();
  for (const at of rows) {
    if (isGuessed(group, at)) continue;
    const own = new Set(
      officials.filter((field) => u32(group, at + field + 2) !== 0).map((field) => u16(group, at + field)),
    );
    for (const kind of own) {
      const known = kinds.get(kind);
      if (known === undefined) kinds.set(kind, [at]);
      else known.push(at);
    }
  }
  const [most] = [...kinds.values()].sort((a, b) => b.length - a.length);
  return most === undefined ? [] : onePerPerson(group, most, [officials.map((field) => field + 2)]);
}

const officials = [claim.official, claim.official + 6];

/**
 * One row for each number of the table that numbers most of them; numbers that birth date or mailbox bring together are
 * of one person.
 */
function byNumber(group: Uint8Array, rows: readonly number[]): readonly number[] {
  const tables = Map.groupBy(
    rows.filter((at) => u32(group, at + claim.local) !== 0 && !isGuessed(group, at)),
    (at) => u32(group, at + claim.local),
  );
  let best: readonly number[] = [];
  for (const numbered of tables.values()) {
    if (numbered.length <= best.length) continue;
    const people = onePerPerson(group, numbered, localFields);
    if (people.length > best.length) best = people;
  }
  return best;
}

const localFields = [[claim.local + 4], [claim.born], [claim.mailboxes, claim.mailboxes + 4]];

/** One row of all that share a value of a field, or of fields that hold the same kind of value. */
function onePerPerson(
  group: Uint8Array,
  rows: readonly number[],
  fieldsOf: readonly (readonly number[])[],
): readonly number[] {
  const root = Array.from(rows.keys());
  const find = (one: number): number => {
    let top = one;
    while (root[top] !== top) top = root[top] ?? top;
    return top;
  };
  for (const fields of fieldsOf) {
    const seen = new Map<number, number>();
    for (const [row, at] of rows.entries()) {
      for (const field of fields) {
        const value = u32(group, at + field);
        if (value === 0) continue;
        const other = seen.get(value);
        if (other === undefined) seen.set(value, row);
        else root[find(row)] = find(other);
      }
    }
  }
  return rows.filter((_, row) => root[row] === row);
}

/** One row for each birth date. */
function byBirth(group: Uint8Array, rows: readonly number[]): readonly number[] {
  const born = new Map<number, number>();
  for (const at of rows) {
    const day = u32(group, at + claim.born);
    if (day !== 0 && !isGuessed(group, at)) born.set(day, at);
  }
  return [...born.values()];
}
