/**
 * A check of a regex by its structure, without running it. Bounded quantifiers alone do not make it safe:
 * `(?:a{1,20}){1,20}$` is exponential. A repeated group whose inside varies in length passes only if it begins or ends
 * with a mandatory character that nothing else in it matches, so that a text is cut into rounds in one way at most.
 */

interface Atom {
  /** Characters of ASCII (and some beyond) that it can consume; undefined for groups and for what consumes nothing. */
  readonly set: ReadonlySet<number> | undefined;
  readonly kind: 'set' | 'group' | 'assertion' | 'reference';
  readonly body: readonly (readonly Atom[])[];
  min: number;
  max: number;
}

const probes = [...Array.from({ length: 128 }, (_, code) => code), 0xa0, 0xdf, 0xe9, 0x416, 0x4e00, 0x661];
const deepest = 12;
const longestRun = 32_768;

class Reader {
  private at = 0;
  private readonly pattern: string;
  private readonly flags: string;

  constructor(pattern: string, flags: string) {
    this.pattern = pattern;
    this.flags = flags;
  }

  alternatives(depth = 0): Atom[][] {
    if (depth > deepest) throw new RangeError('groups are nested too deep');
    const all: Atom[][] = [[]];
    while (this.at < this.pattern.length && this.pattern[this.at] !== ')') {
      if (this.pattern[this.at] === '|') {
        this.at++;
        all.push([]);
      } else all.at(-1)?.push(this.quantified(depth));
    }
    return all;
  }

  private quantified(depth: number): Atom {
    const atom = this.atom(depth);
    const quantifier = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(this.pattern.slice(this.at));
    if (quantifier === null) return atom;
    this.at += quantifier[0].length;
    const [text, low, range, high] = quantifier;
    if (text.startsWith('?')) [atom.min, atom.max] = [0, 1];
    else if (low === undefined) [atom.min, atom.max] = [text.startsWith('+') ? 1 : 0, Number.POSITIVE_INFINITY];
    else {
      atom.min = Number(low);
      atom.max = range === undefined ? atom.min : high === '' ? Number.POSITIVE_INFINITY : Number(high);
    }
    return atom;
  }

  private atom(depth: number): Atom {
    const rest = this.pattern.slice(this.at);
    const open = /^\((?:\?(?:[ims]*(?:-[ims]+)?:|[=!]|<[=!]|<[A-Za-z]\w*>))?/.exec(rest)?.[0];
    if (open !== undefined) {
      this.at += open.length;
      const body = this.alternatives(depth + 1);
      this.at++;
      return { kind: /[=!]$/.test(open) ? 'assertion' : 'group', set: undefined, body, min: 1, max: 1 };
    }
    const single =
      /^(?:\[(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\.|.)/su.exec(rest);
    const source = single?.[0] ?? rest;
    this.at += source.length;
    if (/^(?:\^|\$|\\b|\\B)$/.test(source)) return { kind: 'assertion', set: undefined, body: [], min: 1, max: 1 };
    if (/^\\[1-9k]/.test(source)) return { kind: 'reference', set: undefined, body: [], min: 1, max: 1 };
    const test = new RegExp(`^(?:${source})$`, this.flags);
    const set = new Set(probes.filter((code) => test.test(String.fromCodePoint(code))));
    return { kind: 'set', set, body: [], min: 1, max: 1 };
  }
}

/** The most characters that the sequences can consume. */
function longest(body: readonly (readonly Atom[])[]): number {
  return Math.max(
    ...body.map((sequence) =>
      sequence.reduce((sum, atom) => {
        if (atom.kind === 'assertion') return sum;
        return sum + atom.max * (atom.kind === 'group' ? longest(atom.body) : 1);
      }, 0),
    ),
  );
}

function varies(body: readonly (readonly Atom[])[]): boolean {
  return body.some((sequence) =>
    sequence.some((atom) => atom.min !== atom.max || (atom.kind === 'group' && varies(atom.body))),
  );
}

function setsOf(atom: Atom): ReadonlySet<number>[] {
  if (atom.kind === 'assertion') return [];
  if (atom.kind === 'group') return atom.body.flatMap((sequence) => sequence.flatMap(setsOf));
  return [atom.set ?? new Set(probes)];
}

/** Whether each sequence begins or ends with a mandatory single character that no other atom of it matches. */
function separated(body: readonly (readonly Atom[])[]): boolean {
  return body.every((sequence) => {
    const consuming = sequence.filter((atom) => atom.kind !== 'assertion');
    return [consuming.at(0), consuming.at(-1)].some((edge) => {
      if (edge?.set === undefined || edge.min < 1 || edge.min !== edge.max) return false;
      const others = consuming.filter((atom) => atom !== edge).flatMap(setsOf);
      return others.every((set) => set.isDisjointFrom(edge.set ?? new Set()));
    });
  });
}

/** Whether two alternatives can begin alike, which makes a repeated choice between them ambiguous. */
function ambiguous(body: readonly (readonly Atom[])[]): boolean {
  const starts = body
    .map((sequence) => sequence.find((atom) => atom.kind !== 'assertion'))
    .map((atom) => (atom ? setsOf(atom) : []));
  return starts.some((sets, at) =>
    starts.slice(at + 1).some((others) => sets.some((set) => others.some((other) => !set.isDisjointFrom(other)))),
  );
}

function inspect(body: readonly (readonly Atom[])[]): string | undefined {
  for (const sequence of body) {
    for (const atom of sequence) {
      if (atom.max === Number.POSITIVE_INFINITY) return 'has an unbounded quantifier';
      if (atom.kind === 'group' && atom.max > 1 && atom.body.length > 1 && ambiguous(atom.body)) {
        return 'repeats a choice whose alternatives begin alike';
      }
      if (atom.kind === 'group' && atom.max > 1 && varies(atom.body) && !separated(atom.body)) {
        return 'repeats a group of varying length without a separator';
      }
      const inner = inspect(atom.body);
      if (inner !== undefined) return inner;
    }
  }
  return longest(body) > longestRun ? `can match more than ${longestRun} characters` : undefined;
}

/** Why a pattern could backtrack out of hand, or undefined. The pattern must compile with the flags. */
export function unsafeIn(pattern: string, flags: string): string | undefined {
  try {
    return inspect(new Reader(pattern, flags.replace(/[gy]/g, '')).alternatives());
  } catch (error) {
    return error instanceof Error ? error.message : 'cannot be read';
  }
}
