import { u32 } from './bytes.ts';
import { combine, combineAll, combineTwo } from './keys.ts';
import { eachItem, payload, tags } from './layout.ts';

/** Keys under which clusters meet that may go by one name; see certain.ts. */
const kinds = { full: 160, initial: 161, single: 162, inFile: 163 } as const;

export interface NameAt {
  readonly at: number;
  readonly hash: number;
  readonly initial: number;
  readonly short: boolean;
  readonly given: boolean;
  /** Out of a mailbox: either word may be the given name. */
  readonly hint: boolean;
}

export function namesIn(bytes: Uint8Array, from: number, to: number): NameAt[] {
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
      hint: tag === tags.hint,
    });
  });
  return names.length > 0 ? names : hints;
}

/**
 * Where the two names of a record are that has one given name and one family name, both in full, as nearly all in large
 * tables; the first of them, and -1 for all other records. The second follows.
 */
export function plainPair(bytes: Uint8Array, from: number, to: number): number {
  const length = 1 + (payload[tags.name] ?? 0);
  const [first, second, end] = [from, from + length, from + 2 * length];
  if (end > to || bytes[first] !== tags.name || bytes[second] !== tags.name) return -1;
  if (end < to && bytes[end] === tags.name) return -1;
  const [one, two] = [bytes[first + 6] ?? 0, bytes[second + 6] ?? 0];
  if ((one & 15) === 1 || (two & 15) === 1 || ((one ^ two) & 16) === 0) return -1;
  return first + 1;
}

/** The key that `fullKey` gives for the two names of `plainPair`. */
export function pairKey(bytes: Uint8Array, pair: number, take: TakeName): void {
  const [one, two] = [u32(bytes, pair), u32(bytes, pair + 1 + (payload[tags.name] ?? 0))];
  combineTwo(Math.min(one, two), Math.max(one, two), kinds.full, take);
}

export type TakeName = (high: number, low: number) => void;

/** Key of several parts in full, in any order. */
export function fullKey(some: readonly NameAt[], take: TakeName): void {
  const [one, two] = some;
  const hashes =
    some.length === 2 && one !== undefined && two !== undefined
      ? [Math.min(one.hash, two.hash), Math.max(one.hash, two.hash)]
      : some.map(({ hash }) => hash).sort((a, b) => a - b);
  combineAll(hashes, kinds.full, take);
}

export const initialKey = (full: NameAt, initial: number, take: TakeName): void =>
  combine(full.hash, 0, 0, initial, kinds.initial, take);
export const singleKey = (full: NameAt, take: TakeName): void => combine(full.hash, 0, 0, 0, kinds.single, take);

/** Key of a whole name, and with a file of this name in that file. */
export function wholeNameKey(bytes: Uint8Array, from: number, to: number, take: TakeName): void {
  const full = namesIn(bytes, from, to).filter(({ short }) => !short);
  if (full.length > 1) fullKey(full, take);
}
export const nameInFile = (high: number, low: number, file: number, take: TakeName): void =>
  combine(high, low, file, 0, kinds.inFile, take);

/** The parts in full of a name without a given name in full, or without a family name; none where the name is complete. */
export function incompleteParts(names: readonly NameAt[]): readonly NameAt[] {
  const full = names.filter(({ short }) => !short);
  if (full.length === 1) return full;
  if (full.every(({ hint }) => hint)) return [];
  const abbreviated = names.some(({ short, given }) => short && given) && full.every(({ given }) => !given);
  const half = full.every(({ given }) => !given) && !names.some(({ given }) => given);
  const other = full.every(({ given }) => given) && !names.some(({ given }) => !given);
  return abbreviated || half || other ? full : [];
}

/**
 * The keys of an incomplete name: each part in full with an initial, or alone. All of them, since which part comes first
 * is not kept, and the order of hashes is another one in every run.
 */
export function incompleteKeys(names: readonly NameAt[], lacking: readonly NameAt[], take: TakeName): void {
  const initial = names.find(({ short }) => short);
  for (const part of lacking) {
    if (initial === undefined) singleKey(part, take);
    else initialKey(part, initial.initial, take);
  }
}

/** Calls `take` with the keys of an incomplete name, and not at all for other names. */
export function incompleteName(bytes: Uint8Array, from: number, to: number, take: TakeName): void {
  const names = namesIn(bytes, from, to);
  incompleteKeys(names, incompleteParts(names), take);
}

/** Shorter forms of a name with more than two parts: any two or three of them, since roles may be guesses. */
export function* shorter(full: readonly NameAt[]): Generator<readonly NameAt[]> {
  for (let set = 1; set < 2 ** full.length - 1; set += 1) {
    const some = full.filter((_, at) => (set & (1 << at)) !== 0);
    if (some.length > 1) yield some;
  }
}
