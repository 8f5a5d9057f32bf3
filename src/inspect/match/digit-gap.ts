import { Sets } from './alphabet.ts';
import { type Pattern, partsOf } from './pattern.ts';

/** How many characters that are no digits a match may have in a row; -Infinity where it can have none of the kind. */
interface Runs {
  /** In a match without digits. */
  readonly all: number;
  /** Before its first digit, behind its last one, and between two. */
  readonly before: number;
  readonly behind: number;
  readonly between: number;
}

const never = -Infinity;
const nothing: Runs = { all: 0, before: never, behind: never, between: never };
const digits = [...'0123456789'].map((digit) => digit.charCodeAt(0));

/** Characters that a match may have between two of its digits at most: `12 de setembro de 1984` has 15. */
export function longestDigitGap(pattern: Pattern, flags: string): number {
  return Math.max(0, runsOf(pattern, new Sets(flags)).between);
}

function runsOf(pattern: Pattern, sets: Sets): Runs {
  switch (pattern.kind) {
    case 'set':
      return runsOfSet(pattern.source, sets);
    case 'sequence':
      return partsOf(pattern).reduce((all, part) => follow(all, runsOf(part, sets)), nothing);
    case 'choice':
      return partsOf(pattern)
        .map((part) => runsOf(part, sets))
        .reduce(either);
    case 'repeat':
      return repeat(runsOf(pattern.part, sets), pattern.min, pattern.max);
    case 'reference':
      return runsOf(pattern.group, sets);
    default:
      return nothing;
  }
}

function runsOfSet(source: string, sets: Sets): Runs {
  const { some } = sets.of(source);
  const hasDigit = digits.some((code) => some[code] === 1);
  const hasOther = some.some((has, code) => has === 1 && !digits.includes(code));
  const digit = hasDigit ? 0 : never;
  return { all: hasOther ? 1 : never, before: digit, behind: digit, between: never };
}

/** One after the other; never where one of them never comes, however long the other may be: of infinities that would be no number. */
const plus = (...lengths: readonly number[]): number =>
  lengths.includes(never) ? never : lengths.reduce((sum, length) => sum + length, 0);

function follow(a: Runs, b: Runs): Runs {
  return {
    all: plus(a.all, b.all),
    before: Math.max(a.before, plus(a.all, b.before)),
    behind: Math.max(b.behind, plus(a.behind, b.all)),
    between: Math.max(a.between, b.between, plus(a.behind, b.before)),
  };
}

function either(a: Runs, b: Runs): Runs {
  return {
    all: Math.max(a.all, b.all),
    before: Math.max(a.before, b.before),
    behind: Math.max(a.behind, b.behind),
    between: Math.max(a.between, b.between),
  };
}

function repeat(part: Runs, min: number, max: number): Runs {
  if (max === 0) return nothing;
  // What comes between the first round and the last: rounds without digits.
  const middle = (rounds: number): number => (rounds > 0 && part.all > 0 ? part.all * rounds : 0);
  const often: Runs = {
    all: part.all === 0 ? 0 : part.all * max,
    before: plus(part.before, middle(max - 1)),
    behind: plus(part.behind, middle(max - 1)),
    between: Math.max(part.between, max > 1 ? plus(part.behind, middle(max - 2), part.before) : never),
  };
  return min === 0 ? either(often, nothing) : often;
}
