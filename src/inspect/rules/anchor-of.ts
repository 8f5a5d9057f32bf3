import { longestOf, parsePattern, type Pattern } from '../match/pattern.ts';
import type { RuleEntry } from './schema.ts';

type Anchor = RuleEntry['anchor'];

/** Texts one of which is in each match, and how far behind its beginning at most. */
interface Fixed {
  readonly literals: readonly string[];
  readonly before: number;
}

/** As the form of rules has it: shorter ones stand everywhere, farther ones are not looked back from. */
const shortest = 2;
const farthest = 80;
const mostLiterals = 200;
const mostDigits = 64;

/**
 * Where a pattern is tried: at texts that are in each of its matches, else at digits. Undefined where it has neither, so that it
 * would have to be tried at each character.
 *
 * @param pattern one that V8 compiles with these flags
 */
export function anchorOf(pattern: string, flags: string): Anchor | undefined {
  const tree = parsePattern(pattern);
  const fixed = fixedIn(tree);
  if (fixed !== undefined && fixed.literals.length <= mostLiterals)
    return { literals: [...new Set(fixed.literals)], ignoreCase: flags.includes('i'), before: fixed.before };
  const { least, most } = digitsIn(tree, flags);
  return least > 0 ? { digits: { min: Math.min(least, mostDigits), max: Math.min(most, mostDigits) } } : undefined;
}

/** The best there is: of several the one whose shortest text is longest, and of those the first. */
function fixedIn(pattern: Pattern): Fixed | undefined {
  if (pattern.kind === 'choice') return eachOf(pattern.options.map(fixedIn));
  if (pattern.kind === 'repeat' && pattern.min > 0 && pattern.part.kind !== 'set') return fixedIn(pattern.part);
  if (pattern.kind === 'look' || pattern.kind === 'reference' || pattern.kind === 'edge') return undefined;
  let best: Fixed | undefined;
  let run = '';
  let before = 0;
  const take = (found: Fixed | undefined): void => {
    if (
      found !== undefined &&
      found.before <= farthest &&
      lengthOf(found) > (best === undefined ? shortest - 1 : lengthOf(best))
    )
      best = found;
  };
  const endRun = (): void => {
    take({ literals: [run], before });
    before += run.length;
    run = '';
  };
  for (const part of flat(pattern)) {
    if (part.kind === 'look' || part.kind === 'edge') continue;
    const text = textOf(part);
    if (text !== undefined) {
      run += text;
      continue;
    }
    endRun();
    // A set has nothing fixed in it, and would be taken apart for ever.
    const inside = part.kind === 'set' || part === pattern ? undefined : fixedIn(part);
    take(inside && { literals: inside.literals, before: before + inside.before });
    before += longestOf(part);
  }
  endRun();
  return best;
}

const lengthOf = ({ literals }: Fixed): number => Math.min(...literals.map((literal) => literal.length));

/** Where each way has something fixed, one of all these is in each match. */
function eachOf(ways: readonly (Fixed | undefined)[]): Fixed | undefined {
  if (!ways.every((way) => way !== undefined)) return undefined;
  return { literals: ways.flatMap(({ literals }) => literals), before: Math.max(...ways.map(({ before }) => before)) };
}

/** The parts of a sequence, with those of sequences in it. */
function flat(pattern: Pattern): readonly Pattern[] {
  return pattern.kind === 'sequence' ? pattern.parts.flatMap(flat) : [pattern];
}

/** The one text that a part matches; undefined where it may match others. */
function textOf(part: Pattern): string | undefined {
  if (part.kind === 'set') {
    if (/^[^.[\\(]$/u.test(part.source)) return part.source;
    return /^\\[^\p{L}\p{N}]$/u.test(part.source) ? part.source.slice(1) : undefined;
  }
  if (part.kind !== 'repeat' || part.min !== part.max || part.min > farthest) return undefined;
  return textOf(part.part)?.repeat(part.min);
}

interface Digits {
  readonly least: number;
  readonly most: number;
}

const none: Digits = { least: 0, most: 0 };

/** How many digits its matches have. */
function digitsIn(pattern: Pattern, flags: string): Digits {
  switch (pattern.kind) {
    case 'set':
      return digitsOfSet(pattern.source, flags);
    case 'sequence':
      return pattern.parts
        .map((part) => digitsIn(part, flags))
        .reduce((all, { least, most }) => ({ least: all.least + least, most: all.most + most }), none);
    case 'choice': {
      const ways = pattern.options.map((option) => digitsIn(option, flags));
      return { least: Math.min(...ways.map(({ least }) => least)), most: Math.max(...ways.map(({ most }) => most)) };
    }
    case 'repeat': {
      const { least, most } = digitsIn(pattern.part, flags);
      return { least: least * pattern.min, most: most === 0 ? 0 : most * pattern.max };
    }
    case 'reference':
      // A group that was not taken matches nothing again.
      return { least: 0, most: digitsIn(pattern.group, flags).most };
    default:
      return none;
  }
}

const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
const isDigit = (character: string): boolean => character >= '0' && character <= '9';

function digitsOfSet(source: string, flags: string): Digits {
  const set = new RegExp(`^(?:${source})$`, flags);
  const taken = [...ascii, 'é', 'Ж', '一', '١', ' '].filter((character) => set.test(character));
  const digits = taken.filter(isDigit).length;
  return { least: digits > 0 && digits === taken.length ? 1 : 0, most: digits > 0 ? 1 : 0 };
}
