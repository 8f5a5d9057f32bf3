import { put16, put32, u16, u32 } from './bytes.ts';
import { eachItem, tags } from './layout.ts';

/** How a row's name relates to the key it stands under; see certain.ts. */
export const parts = { fuller: 0, own: 1, longer: 2 } as const;

/**
 * Row: key 8, part 1, cluster 5, more 1, gender 1, birth date 4, two official ids (kind 2, hash 4 each), local id
 * (table 4, hash 4), contacts (table 4, e-mail 4, telephone 4, home 4).
 */
export const rowBytes = 56;
export const claim = { more: 14, gender: 15, born: 16, official: 20, local: 32, contacts: 40 } as const;

const email = claim.contacts + 4;

/** Up to here every row is compared with every row that counts. */
const maxPairs = 1000;

/** A cluster as the lower bound sees it. */
export interface Claimant {
  readonly cluster: number;
  /** Identity of all its records together. */
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** A table that has a record of it, 0 for none. */
  readonly table: number;
}

const scratch = new Uint8Array(rowBytes - claim.gender);

/** What a cluster claims; the same array every time. Zero is no claim. */
export function claimsOf({ bytes, from, to, table }: Claimant): Uint8Array {
  scratch.fill(0);
  let officials = 0;
  const put = (field: number, at: number): void => {
    const target = field - claim.gender;
    if (u32(scratch, target) === 0) put32(scratch, target, u32(bytes, at) || 1);
  };
  eachItem(bytes, from, to, (tag, at) => {
    if (tag === tags.gender) scratch[0] = scratch[0] === 0 ? (bytes[at] ?? 0) : 255;
    else if (tag === tags.dateOfBirth) put(claim.born, at);
    else if (tag === tags.officialId && officials < 2) {
      const field = claim.official + 6 * officials;
      put16(scratch, field - claim.gender, u16(bytes, at));
      put(field + 2, at + 2);
      officials += 1;
    } else if (tag === tags.localId && u32(bytes, at + 8) !== 0) {
      put(claim.local, at + 8);
      put(claim.local + 4, at);
    } else if (tag === tags.email) put(claim.contacts + 4, at);
    else if (tag === tags.phone) put(claim.contacts + 8, at);
    else if (tag === tags.home) put(claim.contacts + 12, at);
  });
  if (table !== 0) put32(scratch, claim.contacts - claim.gender, table);
  return scratch;
}

const tells = (a: number, b: number): boolean => a !== 0 && b !== 0 && a !== b;

/** Whether something besides the name tells the rows at `a` and `b` apart. */
function apart(group: Uint8Array, a: number, b: number): boolean {
  const field = (offset: number): boolean => tells(u32(group, a + offset), u32(group, b + offset));
  const [one, two] = [group[a + claim.gender] ?? 0, group[b + claim.gender] ?? 0];
  if (one !== 255 && two !== 255 && tells(one, two)) return true;
  if (field(claim.born)) return true;
  const ids = [claim.official, claim.official + 6];
  for (const mine of ids) {
    for (const theirs of ids) {
      const sameKind = u16(group, a + mine) === u16(group, b + theirs);
      if (sameKind && tells(u32(group, a + mine + 2), u32(group, b + theirs + 2))) return true;
    }
  }
  const equal = (offset: number): boolean =>
    u32(group, a + offset) !== 0 && u32(group, a + offset) === u32(group, b + offset);
  if (equal(claim.born) || equal(email)) return false;
  if (u32(group, a + claim.local) === u32(group, b + claim.local) && field(claim.local + 4)) return true;
  if (u32(group, a + claim.contacts) === 0 || u32(group, a + claim.contacts) !== u32(group, b + claim.contacts)) {
    return false;
  }
  // In one table, two lines of one name with two ways to reach them and none in common are namesakes.
  let different = 0;
  for (let offset = claim.contacts + 4; offset < rowBytes; offset += 4) {
    const [mine, theirs] = [u32(group, a + offset), u32(group, b + offset)];
    if (mine !== 0 && mine === theirs) return false;
    if (tells(mine, theirs)) different += 1;
  }
  return different >= 2;
}

/** For rows that matter: does the row's cluster count under this name, or does it yield to another? */
export function* judge(group: Uint8Array): Generator<{ readonly row: number; readonly counts: boolean }> {
  const count = group.length / rowBytes;
  const partOf = (row: number): number => group[row * rowBytes + 8] ?? 0;
  let fuller = 0;
  while (fuller < count && partOf(fuller) === parts.fuller) fuller += 1;
  let own = fuller;
  while (own < count && partOf(own) === parts.own) own += 1;
  const open: number[] = [];
  for (let row = fuller; row < own; row += 1) {
    let yields = fuller > maxPairs;
    for (let other = 0; other < fuller && !yields; other += 1) yields = !apart(group, other * rowBytes, row * rowBytes);
    if (!yields) open.push(row);
  }
  const chosen = distinct(
    group,
    open.sort((a, b) => byClaims(group, a, b)),
  );
  for (const row of chosen) yield { row, counts: true };
  for (let row = own; row < count; row += 1) {
    const yields = chosen.length > maxPairs || chosen.some((other) => !apart(group, other * rowBytes, row * rowBytes));
    if (yields) yield { row, counts: false };
  }
}

/** Order of rows by what they claim: the result must not depend on the order of reading. */
function byClaims(group: Uint8Array, a: number, b: number): number {
  for (let field = claim.gender; field < rowBytes; field += 1) {
    const difference = (group[a * rowBytes + field] ?? 0) - (group[b * rowBytes + field] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A large set of rows each of which is apart from each other one. */
function distinct(group: Uint8Array, rows: readonly number[]): readonly number[] {
  if (rows.length < 2) return rows;
  let best: readonly number[] = [];
  const consider = (field: number, scope: number | undefined): void => {
    const byScope = new Map<number, Map<number, number>>();
    // Two numbers of one table are one person where birth date or mailbox are the same.
    const taken = new Set<number>();
    const again = (at: number, of: number): boolean => {
      const value = field === claim.local + 4 ? u32(group, at + of) : 0;
      if (value === 0 || !taken.has(value)) {
        taken.add(value);
        return false;
      }
      return true;
    };
    for (const row of rows) {
      const at = row * rowBytes;
      const value = u32(group, at + field);
      if (value === 0) continue;
      const key = scope === undefined ? 0 : scope === claim.local ? u32(group, at + scope) : u16(group, at + scope);
      const values = byScope.get(key) ?? new Map<number, number>();
      byScope.set(key, values);
      if (values.has(value)) continue;
      const [born, box] = [again(at, claim.born), again(at, email)];
      if (!born && !box) values.set(value, row);
    }
    for (const values of byScope.values()) if (values.size > best.length) best = [...values.values()];
  };
  consider(claim.local + 4, claim.local);
  if (best.length < rows.length) consider(claim.born, undefined);
  if (best.length < rows.length) consider(claim.official + 2, claim.official);
  if (best.length === rows.length || rows.length > maxPairs) return best.length > 0 ? best : rows.slice(0, 1);
  const greedy: number[] = [];
  for (const row of rows) {
    if (greedy.every((other) => apart(group, other * rowBytes, row * rowBytes))) greedy.push(row);
  }
  return greedy.length > best.length ? greedy : best;
}
