import { Sets } from './alphabet.ts';
import { type Pattern, partsOf } from './pattern.ts';

const letters = [...'abcdefghijklmnopqrstuvwxyz'].flatMap((letter) => [letter, letter.toUpperCase()]);

/**
 * Letters that a match may have in a row by one repetition, at most: those of a token of base 62 as many as it is long, since
 * where its digits stand is chance.
 */
export function longestLetterRun(pattern: Pattern, flags: string): number {
  return longest(pattern, new Sets(flags));
}

function longest(pattern: Pattern, sets: Sets): number {
  const own = pattern.kind === 'repeat' && mayBeLetter(pattern.part, sets) ? pattern.max : 0;
  return Math.max(own, ...partsOf(pattern).map((part) => longest(part, sets)));
}

function mayBeLetter(pattern: Pattern, sets: Sets): boolean {
  if (pattern.kind !== 'set') return partsOf(pattern).some((part) => mayBeLetter(part, sets));
  const { some } = sets.of(pattern.source);
  return letters.some((letter) => some[letter.charCodeAt(0)] === 1);
}
