import { parsePattern, type Pattern, partsOf } from '../match/pattern.ts';

/**
 * A check of a regex by its structure, without running it. Bounded quantifiers alone do not make it safe:
 * `(?:a{1,20}){1,20}$` is exponential. A repeated group whose inside varies in length passes only if it begins or ends
 * with a mandatory character that nothing else in it matches, so that a text is cut into rounds in one way at most.
 */

/** Characters of ASCII (and some beyond) that tell sets apart. */
const probes = [...Array.from({ length: 128 }, (_, code) => code), 0xa0, 0xdf, 0xe9, 0x416, 0x4e00, 0x661];
const anything: ReadonlySet<number> = new Set(probes);
const longestRun = 32_768;

class Check {
  private readonly sets = new Map<string, ReadonlySet<number>>();
  private readonly flags: string;

  constructor(flags: string) {
    this.flags = flags;
  }

  problemIn(pattern: Pattern): string | undefined {
    if (pattern.kind === 'repeat') {
      const { part, max } = pattern;
      if (max === Number.POSITIVE_INFINITY) return 'has an unbounded quantifier';
      if (max > 1 && part.kind === 'choice' && part.options.some(mayBeEmpty)) {
        return 'repeats a choice that may match nothing';
      }
      if (max > 1 && part.kind === 'choice' && this.isAmbiguous(part.options)) {
        return 'repeats a choice whose alternatives begin alike';
      }
      if (max > 1 && varies(part) && !this.isSeparated(part)) {
        return 'repeats a group of varying length without a separator';
      }
    }
    for (const part of partsOf(pattern)) {
      const problem = this.problemIn(part);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  /** Whether each way through it begins or ends with a mandatory single character that nothing else of it matches. */
  private isSeparated(pattern: Pattern): boolean {
    const ways = pattern.kind === 'choice' ? pattern.options : [pattern];
    return ways.every((way) => {
      const parts = (way.kind === 'sequence' ? way.parts : [way]).filter(consumes);
      return [parts.at(0), parts.at(-1)].some((edge) => {
        const own = edge === undefined ? undefined : this.certainOf(edge);
        if (own === undefined) return false;
        const others = parts.filter((part) => part !== edge).flatMap((part) => this.setsOf(part));
        return others.every((set) => set.isDisjointFrom(own));
      });
    });
  }

  /** The characters of a part that consumes one set, so and so many times. */
  private certainOf(part: Pattern): ReadonlySet<number> | undefined {
    if (part.kind === 'set') return this.set(part.source);
    if (part.kind !== 'repeat' || part.min < 1 || part.min !== part.max) return undefined;
    return part.part.kind === 'set' ? this.set(part.part.source) : undefined;
  }

  /** Whether two alternatives can begin alike, which makes a repeated choice between them ambiguous. */
  private isAmbiguous(options: readonly Pattern[]): boolean {
    const starts = options.map((option) => {
      const first = (option.kind === 'sequence' ? option.parts : [option]).find(consumes);
      return first === undefined ? [] : this.setsOf(first);
    });
    return starts.some((sets, at) =>
      starts.slice(at + 1).some((others) => sets.some((set) => others.some((other) => !set.isDisjointFrom(other)))),
    );
  }

  private setsOf(pattern: Pattern): ReadonlySet<number>[] {
    if (pattern.kind === 'look' || pattern.kind === 'edge') return [];
    if (pattern.kind === 'set') return [this.set(pattern.source)];
    if (pattern.kind === 'reference') return [anything];
    return partsOf(pattern).flatMap((part) => this.setsOf(part));
  }

  private set(source: string): ReadonlySet<number> {
    let set = this.sets.get(source);
    if (set === undefined) {
      const test = new RegExp(`^(?:${source})$`, this.flags);
      this.sets.set(source, (set = new Set(probes.filter((code) => test.test(String.fromCodePoint(code))))));
    }
    return set;
  }
}

const consumes = ({ kind }: Pattern): boolean => kind !== 'look' && kind !== 'edge';

/** Whether it can match without consuming anything: how often it did then is a choice of its own in each round. */
function mayBeEmpty(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'set':
      return false;
    case 'repeat':
      return pattern.min === 0 || mayBeEmpty(pattern.part);
    case 'choice':
      return pattern.options.some(mayBeEmpty);
    case 'sequence':
      return pattern.parts.every(mayBeEmpty);
    default:
      return true;
  }
}

/** Whether it can match texts of different lengths, as far as repetitions make it so. */
function varies(pattern: Pattern): boolean {
  if (pattern.kind === 'look') return false;
  return (pattern.kind === 'repeat' && pattern.min !== pattern.max) || partsOf(pattern).some(varies);
}

/** The most characters that it can consume. */
function longest(pattern: Pattern): number {
  if (pattern.kind === 'look' || pattern.kind === 'edge') return 0;
  if (pattern.kind === 'set' || pattern.kind === 'reference') return 1;
  const lengths = partsOf(pattern).map(longest);
  if (pattern.kind === 'choice') return Math.max(...lengths);
  const sum = lengths.reduce((all, length) => all + length, 0);
  return pattern.kind === 'repeat' ? sum * pattern.max : sum;
}

/** Why a pattern could backtrack out of hand, or undefined. The pattern must compile with the flags. */
export function unsafeIn(pattern: string, flags: string): string | undefined {
  try {
    const tree = parsePattern(pattern);
    const problem = new Check(flags.replace(/[gy]/g, '')).problemIn(tree);
    if (problem !== undefined) return problem;
    return longest(tree) > longestRun ? `can match more than ${longestRun} characters` : undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'cannot be read';
  }
}
