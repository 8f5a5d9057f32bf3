import type { Part } from './identity.ts';

/**
 * How two names relate. `same`: equal, or one leaves out middle names or one of two family names. `near`: one typing
 * error, abbreviated or not. `initial`: one abbreviates. `half`: the given name is the same, the family names share nothing, as after a
 * marriage. `loose`: there is no name, or only one part of it, on one side. Else `different`.
 */
export type NameRelation = 'same' | 'near' | 'initial' | 'half' | 'loose' | 'different';

const isGiven = (part: Part): boolean => part.role === 0 || part.role === 2;

function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * One letter too many, too few, other, or two exchanged. One other letter changes two pairs on either side, one more
 * takes one pair and gives two, an exchange changes three and leaves the letters.
 */
function isNear(a: Part, b: Part): boolean {
  if (Math.min(a.length, b.length) < 4 || Math.abs(a.length - b.length) > 1) return false;
  const pairs = ones((a.low ^ b.low) >>> 0) + ones((a.high ^ b.high) & 0xffff);
  const letters = ones((a.high ^ b.high) >>> 16);
  if (a.length !== b.length) return pairs <= 3 && letters <= 1;
  return letters === 0 ? pairs <= 6 : pairs <= 4 && letters <= 2;
}

const sameRole = (a: Part, b: Part): boolean => a.role > 1 || b.role > 1 || a.role === b.role;
const matches: readonly ((a: Part, b: Part) => boolean)[] = [
  (a, b) => a.hash === b.hash,
  (a, b) => sameRole(a, b) && isNear(a, b),
  (a, b) => sameRole(a, b) && (a.length === 1 || b.length === 1) && a.initial === b.initial,
];

/** Relation of two names; the order of the parts does not matter. */
export function compareNames(one: readonly Part[], two: readonly Part[]): NameRelation {
  const [few, many] = one.length <= two.length ? [one, two] : [two, one];
  if (few.length === 0) return 'loose';
  const openFew = new Set(few);
  const openMany = new Set(many);
  const counts = [0, 0, 0];
  let givenMatched = false;
  for (const [how, match] of matches.entries()) {
    for (const part of openFew) {
      for (const other of openMany) {
        if (!match(part, other)) continue;
        openFew.delete(part);
        openMany.delete(other);
        counts[how] = (counts[how] ?? 0) + 1;
        if (how === 0 && part.length > 1 && isGiven(part) && isGiven(other)) givenMatched = true;
        break;
      }
    }
  }
  const [exact = 0, near = 0, initial = 0] = counts;
  if (openFew.size === 0) {
    if (few.length === 1) return near === 0 ? 'loose' : 'different';
    if (near > 1 || exact + near === 0) return 'different';
    return near === 1 ? 'near' : initial > 0 ? 'initial' : 'same';
  }
  if (few.length === 1) return 'different';
  const familyOnly = [...openFew, ...openMany].every((part) => !isGiven(part));
  return givenMatched && familyOnly ? 'half' : 'different';
}

/** Whether no given name is equal, so that the typing error is in one (or an initial stands for it). */
export function nearInGiven(one: readonly Part[], two: readonly Part[]): boolean {
  return !one.some((part) => isGiven(part) && two.some((other) => isGiven(other) && other.hash === part.hash));
}
