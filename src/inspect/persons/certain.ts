import type { SpillStore } from '../contract.ts';
import { Rows } from './batch.ts';
import { put16, put32, put40, u16, u32, u40 } from './bytes.ts';
import { combine } from './keys.ts';
import { eachItem, tags } from './layout.ts';
import type { KeyFilter } from './bloom.ts';

/**
 * The lower bound. Persons are surely distinct when their names differ, or when something else tells them apart; so
 * clusters meet under every name that each could go by, and of those that nothing tells apart one is counted.
 *
 * Under the name a cluster has (`own`) and under shorter forms of it: without middle names or a second family name
 * (`longer`, which yields), or with an initial or one part only (`fuller`, to which the short form yields).
 */
const parts = { fuller: 0, own: 1, longer: 2 } as const;

/**
 * Row: key 8, part 1, cluster 5, more 1, gender 1, birth date 4, two official ids (kind 2, hash 4 each), local id
 * (table 4, hash 4), contacts (table 4, e-mail 4, telephone 4, home 4).
 */
const rowBytes = 56;
const claim = { more: 14, gender: 15, born: 16, official: 20, local: 32, contacts: 40 } as const;

/** Rows of one name that are compared; what goes beyond is left out of the lower bound. */
const maxRows = 20_000;
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

export interface LowerBound {
  /** False for a cluster without a name: it has to be counted elsewhere (see anonymous.ts). */
  add(claimant: Claimant): boolean;
  /** To be awaited after at most 32 calls of `add`. */
  drain(): Promise<void>;
  count(): Promise<number>;
  close(): Promise<void>;
}

const kinds = { full: 160, initial: 161, single: 162 } as const;

interface NameAt {
  readonly at: number;
  readonly hash: number;
  readonly initial: number;
  readonly short: boolean;
  readonly given: boolean;
}

function namesIn(bytes: Uint8Array, from: number, to: number): NameAt[] {
  const names: NameAt[] = [];
  const hints: NameAt[] = [];
  eachItem(bytes, from, to, (tag, at) => {
    if (tag !== tags.name && tag !== tags.hint) return;
    const shape = bytes[at + 5] ?? 0;
    (tag === tags.name ? names : hints).push({
      at,
      hash: u32(bytes, at),
      initial: bytes[at + 4] ?? 0,
      short: (shape & 15) === 1,
      given: ((shape >>> 4) & 1) === 0,
    });
  });
  return names.length > 0 ? names : hints;
}

type TakeName = (high: number, low: number) => void;

/** Key of several parts in full, in any order. */
function fullKey(some: readonly NameAt[], take: TakeName): void {
  const hashes = some.map(({ hash }) => hash).sort((a, b) => a - b);
  let [high, low] = [hashes.length, 0];
  for (const hash of hashes) {
    combine(high, low, hash, 0, kinds.full, (a, b) => {
      high = a;
      low = b;
    });
  }
  take(high, low);
}

const initialKey = (full: NameAt, initial: number, take: TakeName): void =>
  combine(full.hash, 0, 0, initial, kinds.initial, take);
const singleKey = (full: NameAt, take: TakeName): void => combine(full.hash, 0, 0, 0, kinds.single, take);

/** The parts in full of a name without a given name in full, least hash first; none where the name is complete. */
function incompleteParts(names: readonly NameAt[]): readonly NameAt[] {
  const full = names.filter(({ short }) => !short);
  if (full.length === 1) return full;
  const abbreviated = names.some(({ short, given }) => short && given) && full.every(({ given }) => !given);
  return abbreviated ? full.sort((a, b) => a.hash - b.hash) : [];
}

/** Calls `take` with the key of an incomplete name: one part in full with an initial, or alone. False for other names. */
export function incompleteName(bytes: Uint8Array, from: number, to: number, take: TakeName): boolean {
  const names = namesIn(bytes, from, to);
  const [first] = incompleteParts(names);
  if (first === undefined) return false;
  const initial = names.find(({ short }) => short);
  if (initial === undefined) singleKey(first, take);
  else initialKey(first, initial.initial, take);
  return true;
}

/** @param incomplete all keys that `incompleteName` gave for the records */
export function createLowerBound(spill: SpillStore, incomplete: KeyFilter): LowerBound {
  const sorter = spill.sorter(rowBytes, claim.more);
  const rows = new Rows(sorter, rowBytes);
  const marks = spill.sorter(6, 6);
  const markRows = new Rows(marks, 6);

  const mark = (cluster: number, counted: number): void => {
    const at = markRows.room();
    put40(markRows.bytes, at, cluster);
    markRows.bytes[at + 5] = counted;
  };
  const drain = async (): Promise<void> => {
    if (rows.full(1024)) await rows.flush();
  };

  return {
    add(claimant) {
      const names = namesIn(claimant.bytes, claimant.from, claimant.to);
      const full = names.filter(({ short }) => !short);
      if (full.length === 0) return false;
      const claims = claimsOf(claimant);
      const put = (high: number, low: number, part: number, more: number): void => {
        const at = rows.room();
        put32(rows.bytes, at, high);
        put32(rows.bytes, at + 4, low);
        rows.bytes[at + 8] = part;
        put40(rows.bytes, at + 9, claimant.cluster);
        rows.bytes[at + claim.more] = more;
        rows.bytes.set(claims, at + claim.gender);
      };
      const wanted = (high: number, low: number): void => {
        if (incomplete.has(high, low)) put(high, low, parts.fuller, 0);
      };
      const yields = full.length > 2 ? 1 : 0;
      if (incompleteName(claimant.bytes, claimant.from, claimant.to, (a, b) => put(a, b, parts.own, 0))) {
        const initial = names.find(({ short }) => short);
        if (initial === undefined) return true;
        for (const [at, part] of incompleteParts(names).entries()) {
          singleKey(part, wanted);
          if (at > 0) initialKey(part, initial.initial, wanted);
        }
        return true;
      }
      fullKey(full, (a, b) => put(a, b, parts.own, yields));
      for (const one of incomplete.empty ? [] : full) {
        singleKey(one, wanted);
        for (const other of full) if (one !== other) initialKey(one, other.initial, wanted);
      }
      if (full.length > 2) {
        for (const some of shorter(full)) fullKey(some, (a, b) => put(a, b, parts.longer, 0));
      }
      return true;
    },
    drain,
    async count() {
      await rows.flush();
      let certain = 0;
      for await (const group of groupsOf(sorter)) {
        for (const { row, counts } of judge(group)) {
          const open = counts && (group[row * rowBytes + claim.more] ?? 0) !== 0;
          if (counts && !open) certain += 1;
          else if (open || !counts) mark(u40(group, row * rowBytes + 9), counts ? 1 : 0);
          if (markRows.full()) await markRows.flush();
        }
      }
      await markRows.flush();
      let last = -1;
      for await (const batch of marks.sorted()) {
        for (let at = 0; at < batch.length; at += 6) {
          const cluster = u40(batch, at);
          // A mark of yielding (0) comes before the mark of counting (1).
          if (cluster !== last && batch[at + 5] === 1) certain += 1;
          last = cluster;
        }
      }
      return certain;
    },
    async close() {
      await sorter.close();
      await marks.close();
    },
  };
}

/** Shorter forms of a name with more than two parts: any two or three of them, since roles may be guesses. */
function* shorter(full: readonly NameAt[]): Generator<readonly NameAt[]> {
  for (let set = 1; set < 2 ** full.length - 1; set += 1) {
    const some = full.filter((_, at) => (set & (1 << at)) !== 0);
    if (some.length > 1) yield some;
  }
}

const scratch = new Uint8Array(rowBytes - claim.gender);

/** What a cluster claims; the same array every time. Zero is no claim. */
function claimsOf({ bytes, from, to, table }: Claimant): Uint8Array {
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
function* judge(group: Uint8Array): Generator<{ readonly row: number; readonly counts: boolean }> {
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
    for (const row of rows) {
      const at = row * rowBytes;
      const value = u32(group, at + field);
      if (value === 0) continue;
      const key = scope === undefined ? 0 : scope === claim.local ? u32(group, at + scope) : u16(group, at + scope);
      const values = byScope.get(key) ?? new Map<number, number>();
      byScope.set(key, values);
      if (!values.has(value)) values.set(value, row);
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

/** Rows of one key each, `maxRows` at most. */
async function* groupsOf(sorter: ReturnType<SpillStore['sorter']>): AsyncGenerator<Uint8Array> {
  const held = new Uint8Array(maxRows * rowBytes);
  let used = 0;
  for await (const batch of sorter.sorted()) {
    for (let at = 0; at < batch.length; at += rowBytes) {
      if (used > 0 && (u32(held, 0) !== u32(batch, at) || u32(held, 4) !== u32(batch, at + 4))) {
        yield held.subarray(0, used);
        used = 0;
      }
      if (used < held.length) {
        for (let byte = 0; byte < rowBytes; byte += 1) held[used + byte] = batch[at + byte] ?? 0;
        used += rowBytes;
      }
    }
  }
  if (used > 0) yield held.subarray(0, used);
}
