/** A regular expression as a tree. Its sets of characters are kept as written: whoever needs them asks V8 what they match. */
export type Pattern =
  | { readonly kind: 'set'; readonly source: string }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly part: Pattern; readonly min: number; readonly max: number }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negative: boolean; readonly body: Pattern }
  /** What an earlier group matched, again. */
  | { readonly kind: 'reference'; readonly group: Pattern }
  /** `^`, `$`, `\b` and `\B`: consume nothing. */
  | { readonly kind: 'edge'; readonly source: string };

/** Groups in groups, at most: hostile patterns of users end here and not in a stack that is full. */
const deepest = 12;

const opens = /\((?:\?(?:(<)?([=!])|([ims]*(?:-[ims]+)?):|<([A-Za-z]\w*)>))?/y;
const single =
  /\[(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\k<\w+>|\\.|./suy;
const quantifier = /(?:[*+?]|\{(\d+)(,(\d*))?\})\??/y;

/** Throws a RangeError where groups are nested too deep. The pattern must be one that V8 compiles. */
export function parsePattern(pattern: string): Pattern {
  return new Reader(pattern).choice(0);
}

/** How many characters a pattern may look at before its match, and behind it; references count as their group. */
export function reachOf(pattern: Pattern): { readonly before: number; readonly behind: number } {
  const looks = [...looksIn(pattern)];
  const farthest = (behind: boolean): number =>
    Math.max(1, ...looks.filter((look) => look.behind === behind).map((look) => longestOf(look.body) + 1));
  return { before: farthest(true), behind: farthest(false) };
}

function* looksIn(pattern: Pattern): Generator<Extract<Pattern, { kind: 'look' }>> {
  if (pattern.kind === 'look') yield pattern;
  for (const part of partsOf(pattern)) yield* looksIn(part);
}

/** What a pattern is made of, one step down; a reference is not made of its group. */
export function partsOf(pattern: Pattern): readonly Pattern[] {
  switch (pattern.kind) {
    case 'sequence':
      return pattern.parts;
    case 'choice':
      return pattern.options;
    case 'repeat':
      return [pattern.part];
    case 'look':
      return [pattern.body];
    default:
      return [];
  }
}

/** Characters that it matches at most, with those that look-around in it looks at. */
export function longestOf(pattern: Pattern): number {
  const lengths = partsOf(pattern).map(longestOf);
  if (pattern.kind === 'choice') return Math.max(...lengths);
  // A character may take two units.
  if (pattern.kind === 'set') return 2;
  if (pattern.kind === 'reference') return longestOf(pattern.group);
  const sum = lengths.reduce((all, length) => all + length, 0);
  return pattern.kind === 'repeat' && sum > 0 ? sum * pattern.max : sum;
}

class Reader {
  private at = 0;
  private readonly pattern: string;
  /** Groups that keep what they matched, in the order in which they open; filled when they close. */
  private readonly groups: (Pattern | undefined)[] = [undefined];
  private readonly names = new Map<string, number>();
  /** Flags that the groups around change, the outermost first: `i`, `-i`. */
  private readonly modifiers: string[] = [];

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  choice(depth: number): Pattern {
    if (depth > deepest) throw new RangeError('groups are nested too deep');
    const options: Pattern[] = [];
    let parts: Pattern[] = [];
    for (;;) {
      const next = this.pattern[this.at];
      if (next !== undefined && next !== ')' && next !== '|') {
        parts.push(this.quantified(depth));
        continue;
      }
      options.push(parts.length === 1 ? (parts[0] as Pattern) : { kind: 'sequence', parts });
      if (next !== '|') break;
      this.at += 1;
      parts = [];
    }
    return options.length === 1 ? (options[0] as Pattern) : { kind: 'choice', options };
  }

  private quantified(depth: number): Pattern {
    const part = this.atom(depth);
    const found = this.take(quantifier);
    if (found === undefined) return part;
    const [text, low, range, high] = found;
    if (low === undefined) {
      const max = text.startsWith('?') ? 1 : Number.POSITIVE_INFINITY;
      return { kind: 'repeat', part, min: text.startsWith('+') ? 1 : 0, max };
    }
    const min = Number(low);
    return {
      kind: 'repeat',
      part,
      min,
      max: range === undefined ? min : high === '' ? Number.POSITIVE_INFINITY : Number(high),
    };
  }

  private atom(depth: number): Pattern {
    const open = this.take(opens);
    if (open !== undefined) return this.group(open, depth);
    const source = this.take(single)?.[0] ?? '';
    if (/^(?:\^|\$|\\b|\\B)$/.test(source)) return { kind: 'edge', source };
    const reference = /^\\(?:([1-9])|k<(\w+)>)$/.exec(source);
    if (reference === null) return { kind: 'set', source: this.modified(source) };
    const [, number, name] = reference;
    const group = this.groups[number === undefined ? (this.names.get(name ?? '') ?? 0) : Number(number)];
    // A group that is not closed yet, or was not taken, matches nothing as its reference.
    return { kind: 'reference', group: group ?? { kind: 'sequence', parts: [] } };
  }

  /** A set as it is under the flags that groups around it change. */
  private modified(source: string): string {
    return this.modifiers.reduceRight((inner, flags) => `(?${flags}:${inner})`, source);
  }

  private group([open, behind, look, flags = '', name]: RegExpExecArray, depth: number): Pattern {
    const number = open === '(' || name !== undefined ? this.groups.push(undefined) - 1 : 0;
    if (name !== undefined) this.names.set(name, number);
    if (flags !== '') this.modifiers.push(flags);
    const body = this.choice(depth + 1);
    if (flags !== '') this.modifiers.pop();
    this.at += 1;
    if (number > 0) this.groups[number] = body;
    return look === undefined ? body : { kind: 'look', behind: behind !== undefined, negative: look === '!', body };
  }

  private take(part: RegExp): RegExpExecArray | undefined {
    part.lastIndex = this.at;
    const found = part.exec(this.pattern);
    if (found === null) return undefined;
    this.at += found[0].length;
    return found;
  }
}
