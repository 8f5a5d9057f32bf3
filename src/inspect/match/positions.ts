import { half, type Members, type Sets, symbols } from './alphabet.ts';
import type { Pattern } from './pattern.ts';

/**
 * The places in a pattern where a character is consumed, and which may follow which (Glushkov's automaton). It matches all that
 * the pattern matches and somewhat more: look-around is kept where it is one character at the edge of the pattern, a
 * reference to a group is the group again, and long repetitions have no upper bound.
 */
export interface Positions {
  /** For each position, the symbols it may consume. */
  readonly sets: readonly Uint8Array[];
  readonly follow: readonly (readonly number[])[];
  readonly begins: readonly Begin[];
  /** Positions at which a match may end, and the symbols that may not come behind it. */
  readonly ends: ReadonlyMap<number, Uint8Array>;
}
interface Begin {
  readonly position: number;
  /** Symbols that may not stand before it. */
  readonly forbidden: Uint8Array;
}

/** Positions that one repetition may unfold to: beyond it, it goes round. Numbers have fewer digits than this. */
const mostUnfolded = 40;
const onlyHalves = new Uint8Array(symbols).fill(1, half, half + 1);

interface Part {
  readonly nullable: boolean;
  readonly first: readonly number[];
  readonly last: readonly number[];
}
const empty: Part = { nullable: true, first: [], last: [] };

/** Undefined where the pattern can match the empty text, or consumes nothing that is known. */
export function positionsOf(pattern: Pattern, sets: Sets): Positions | undefined {
  const builder = new Builder(sets);
  const begins: Begin[] = [];
  const ends = new Map<number, Uint8Array>();
  for (const option of pattern.kind === 'choice' ? pattern.options : [pattern]) {
    const parts = consumed(option.kind === 'sequence' ? option.parts : [option]);
    const { nullable, first, last } = builder.sequence(parts);
    if (nullable) return undefined;
    const before = forbiddenBy(parts, sets, true);
    for (const position of first) begins.push({ position, forbidden: before });
    const behind = forbiddenBy(parts.toReversed(), sets, false);
    for (const position of last) ends.set(position, behind);
  }
  return { sets: builder.sets, follow: builder.follow, begins, ends };
}

/** What has to stand before or behind a match is read as a part of it: `(?<=call )` as `call `. */
function consumed(parts: readonly Pattern[]): readonly Pattern[] {
  return parts.flatMap((part, at) => {
    const isEdge = at === 0 || at === parts.length - 1;
    if (part.kind !== 'look' || part.negative || !isEdge || part.behind !== (at === 0)) return [part];
    return part.body.kind === 'sequence' ? part.body.parts : [part.body];
  });
}

/** Symbols that negative look-around at the edge rules out: what consumes something ends the edge. */
function forbiddenBy(parts: readonly Pattern[], sets: Sets, behind: boolean): Uint8Array {
  const out = new Uint8Array(symbols);
  for (const part of parts) {
    if (part.kind !== 'look') break;
    if (!part.negative || part.behind !== behind) continue;
    for (const option of part.body.kind === 'choice' ? part.body.options : [part.body]) {
      if (option.kind !== 'set') continue;
      const { all } = sets.of(option.source);
      for (let symbol = 0; symbol < symbols; symbol += 1) out[symbol] ||= all[symbol] ?? 0;
    }
  }
  return out;
}

class Builder {
  readonly sets: Uint8Array[] = [];
  readonly follow: number[][] = [];
  private readonly known: Sets;

  constructor(known: Sets) {
    this.known = known;
  }

  sequence(parts: readonly Pattern[]): Part {
    return parts.map((part) => this.build(part)).reduce((before, after) => this.join(before, after), empty);
  }

  private build(pattern: Pattern): Part {
    switch (pattern.kind) {
      case 'set':
        return this.position(this.known.of(pattern.source));
      case 'sequence':
        return this.sequence(pattern.parts);
      case 'choice': {
        const options = pattern.options.map((option) => this.build(option));
        return {
          nullable: options.some(({ nullable }) => nullable),
          first: options.flatMap(({ first }) => first),
          last: options.flatMap(({ last }) => last),
        };
      }
      case 'repeat':
        return this.repeat(pattern.part, pattern.min, pattern.max);
      case 'reference':
        return this.repeat(pattern.group, 0, 1);
      default:
        return empty;
    }
  }

  private position({ some }: Members): Part {
    const position = this.add(some, []);
    // A character that takes two units is consumed as two halves.
    const last = some[half] === 1 ? [position, this.add(onlyHalves, [])] : [position];
    this.follow[position]?.push(...last.slice(1));
    return { nullable: false, first: [position], last };
  }

  private add(set: Uint8Array, follow: number[]): number {
    this.follow.push(follow);
    return this.sets.push(set) - 1;
  }

  private join(before: Part, after: Part): Part {
    this.link(before.last, after.first);
    return {
      nullable: before.nullable && after.nullable,
      first: before.nullable ? [...before.first, ...after.first] : before.first,
      last: after.nullable ? [...before.last, ...after.last] : after.last,
    };
  }

  private repeat(part: Pattern, min: number, max: number): Part {
    const before = this.sets.length;
    let one = this.build(part);
    const size = Math.max(1, this.sets.length - before);
    const unfolded = Math.max(1, Math.floor(mostUnfolded / size));
    const copies = Math.min(max, Math.max(1, unfolded));
    let all: Part = empty;
    for (let copy = 1; copy <= copies; copy += 1) {
      if (copy > 1) one = this.build(part);
      if (copy === copies && max > copies) this.link(one.last, one.first);
      all = this.join(all, copy > min ? { ...one, nullable: true } : one);
    }
    return min === 0 ? { ...all, nullable: true } : all;
  }

  private link(from: readonly number[], to: readonly number[]): void {
    for (const position of from) {
      const follow = this.follow[position] ?? [];
      for (const next of to) if (!follow.includes(next)) follow.push(next);
    }
  }
}
