import { type Alphabet, alphabetOf, type Members, Sets, setsIn } from './alphabet.ts';
import { parsePattern } from './pattern.ts';
import { positionsOf } from './positions.ts';
import { unitsOf } from './units.ts';

/** What an automaton is made of. */
export interface Named {
  readonly pattern: string;
  readonly flags: string;
}

/** Told of each part of a text that holds all matches of a pattern that begin or end in it. */
export type Seen = (pattern: number, from: number, to: number) => void;

/** States kept at once, at most, for 1 MB: beyond it they are made anew, and the automaton says that it is too large. */
const mostStates = 1 << 12;
const unknown = 0xffff;
/** Bit of a step that has something to tell. States are fewer, and no step is `unknown` with it. */
const tells = 0x8000;

/**
 * One pass over a text for many patterns at once: it says where a match of which pattern may end, and misses none. Its
 * states are made as texts need them (as in RE2). Not an answer but a filter: V8 then tries the pattern there.
 */
export class Automaton {
  private readonly alphabet: Alphabet;
  private readonly shift: number;
  /** For each group of classes before a match, the positions at which one may begin. */
  private readonly entries: readonly (readonly number[])[];
  private readonly follow: readonly (readonly number[])[];
  /** For each position whether it is in the state that is being made; all 0 between. */
  private readonly isNext: Uint8Array;
  /** For each class, whether a position consumes it. */
  private readonly consumers: readonly Uint8Array[];
  /** For each position at which matches end: the pattern, and the classes that may not come behind it. */
  private readonly ends: ReadonlyMap<number, { readonly pattern: number; readonly forbidden: Uint8Array }>;

  /** Classes before which the same matches may begin are one group. */
  private readonly groupOf: readonly number[];

  private forgotten = 0;
  private made = 0;
  private states: State[] = [];
  private readonly numbers = new Map<string, number>();
  /** For each state and class the next state, with `tells` where `news` says which patterns end; or `unknown`. */
  private steps: Uint16Array = new Uint16Array(0);
  /** By place in `steps`. */
  private readonly news = new Map<number, readonly number[]>();
  /** Patterns of which a part was not told yet: from where it goes, and where the last match in it ends; else 0. */
  private readonly open: number[] = [];
  private readonly begun: Int32Array;
  private readonly lastEnd: Int32Array;

  /** Patterns that may match the empty text, or of which nothing is known, are `left`: to be tried everywhere. */
  readonly left: readonly number[];

  constructor(patterns: readonly Named[]) {
    const bySort = new Map<string, Sets>();
    const left: number[] = [];
    const used = new Set<Members>();
    const read = patterns.map(({ pattern, flags }, number) => {
      const kind = flags.replaceAll(/[^imsu]/g, '');
      const sets = bySort.get(kind) ?? new Sets(kind);
      bySort.set(kind, sets);
      const tree = parsePattern(pattern);
      const positions = positionsOf(tree, sets);
      if (positions === undefined) left.push(number);
      else for (const source of setsIn(tree)) used.add(sets.of(source));
      return positions;
    });
    this.left = left;
    this.begun = new Int32Array(patterns.length);
    this.lastEnd = new Int32Array(patterns.length);
    this.alphabet = alphabetOf(used);
    const { classes, symbolOf } = this.alphabet;
    this.shift = Math.ceil(Math.log2(classes + 1));
    // Few sets serve many positions.
    const known = new Map<Uint8Array, Uint8Array>();
    const classesOf = (symbols: Uint8Array): Uint8Array => {
      let own = known.get(symbols);
      if (own === undefined) known.set(symbols, (own = Uint8Array.from(symbolOf, (symbol) => symbols[symbol] ?? 0)));
      return own;
    };
    const consumes: Uint8Array[] = [];
    const follow: number[][] = [];
    const ends = new Map<number, { readonly pattern: number; readonly forbidden: Uint8Array }>();
    const entries: number[][] = Array.from({ length: classes + 1 }, () => []);
    read.forEach((positions, pattern) => {
      if (positions === undefined) return;
      const from = consumes.length;
      for (const set of positions.sets) consumes.push(classesOf(set));
      for (const list of positions.follow) follow.push(list.map((position) => position + from));
      for (const [position, forbidden] of positions.ends) {
        ends.set(position + from, { pattern, forbidden: classesOf(forbidden) });
      }
      for (const { position, forbidden } of positions.begins) {
        const no = classesOf(forbidden);
        entries.forEach((list, before) => no[before] === 1 || list.push(position + from));
      }
    });
    this.consumers = Array.from({ length: classes }, () => new Uint8Array(consumes.length));
    consumes.forEach((own, position) => {
      for (let symbol = 0; symbol < classes; symbol += 1) {
        if (own[symbol] === 1) (this.consumers[symbol] as Uint8Array)[position] = 1;
      }
    });
    this.follow = follow;
    this.isNext = new Uint8Array(follow.length);
    this.ends = ends;
    const groups = new Map<string, number>();
    const byGroup: (readonly number[])[] = [];
    this.groupOf = entries.map((list) => {
      const key = list.join();
      const group = groups.get(key) ?? byGroup.push(list) - 1;
      groups.set(key, group);
      return group;
    });
    this.entries = byGroup;
  }

  /** Whether its states did not fit: two automata with half of the patterns each are faster then. */
  get isTooLarge(): boolean {
    return this.forgotten > 0;
  }

  /** How many positions, classes and states there are: what it costs. */
  get size(): { readonly positions: number; readonly classes: number; readonly states: number } {
    return { positions: this.follow.length, classes: this.alphabet.classes, states: this.states.length };
  }

  /**
   * Looks at [from, to) as if nothing stood around it. No match reaches over a place where nothing can have begun, so that
   * each part that is told goes from such a place to the last end of a match before the next.
   */
  scan(text: string, from: number, to: number, seen: Seen): void {
    const { classOf, classes } = this.alphabet;
    const { shift } = this;
    const units = unitsOf(text);
    if (this.states.length === 0) this.forget();
    // Of a scan that was broken off by whoever it told.
    this.open.length = 0;
    this.lastEnd.fill(0);
    const idle = this.entries.length;
    let state = this.groupOf[classes] as number;
    let { steps } = this;
    let begin = from;
    for (let at = from; at < to; at += 1) {
      const step = (state << shift) + (classOf[units[at] as number] as number);
      let next = steps[step] as number;
      if (next >= tells) {
        if (next === unknown) {
          const patterns = this.step(state, step & ((1 << shift) - 1));
          next = this.made;
          ({ steps } = this);
          if (patterns.length > 0) this.note(patterns, begin, at, seen);
        } else {
          this.note(this.news.get(step) as readonly number[], begin, at, seen);
          next -= tells;
        }
      }
      state = next;
      // `if (state < idle) begin = at + 1`, without a branch: words make it one that no processor foresees (a half slower).
      begin += (at + 1 - begin) & ((state - idle) >> 31);
    }
    this.note(this.endingIn((this.states[state] as State).positions, undefined), begin, to, seen);
    for (const pattern of this.open) this.tell(pattern, seen);
    this.open.length = 0;
  }

  private note(patterns: readonly number[], begin: number, end: number, seen: Seen): void {
    for (const pattern of patterns) {
      if (this.lastEnd[pattern] === 0) this.open.push(pattern);
      else if (this.begun[pattern] !== begin) {
        seen(pattern, this.begun[pattern] as number, this.lastEnd[pattern] as number);
      }
      this.begun[pattern] = begin;
      this.lastEnd[pattern] = end;
    }
  }

  private tell(pattern: number, seen: Seen): void {
    seen(pattern, this.begun[pattern] as number, this.lastEnd[pattern] as number);
    this.lastEnd[pattern] = 0;
  }

  /** Makes the step from a state on a class, and the state to which it leads where it is new: `made`. Tells what ends. */
  private step(from: number, symbol: number): readonly number[] {
    const { positions, before } = this.states[from] as State;
    const next: number[] = [];
    for (const position of positions) this.enter(this.follow[position] as readonly number[], symbol, next);
    this.enter(this.entries[before] as readonly number[], symbol, next);
    for (const position of next) this.isNext[position] = 0;
    const patterns = this.endingIn(positions, symbol);
    const isFull = this.states.length >= mostStates;
    if (isFull) {
      this.forget();
      this.forgotten += 1;
    }
    this.made = this.stateOf(
      next.sort((a, b) => a - b),
      this.groupOf[symbol] ?? 0,
    );
    if (isFull) return patterns;
    const step = (from << this.shift) + symbol;
    this.steps[step] = patterns.length === 0 ? this.made : tells + this.made;
    if (patterns.length > 0) this.news.set(step, patterns);
    return patterns;
  }

  /** Adds those of `positions` that consume a class, each once. */
  private enter(positions: readonly number[], symbol: number, next: number[]): void {
    const consumer = this.consumers[symbol] as Uint8Array;
    for (const position of positions) {
      if (consumer[position] !== 1 || this.isNext[position] === 1) continue;
      this.isNext[position] = 1;
      next.push(position);
    }
  }

  private stateOf(positions: readonly number[], before: number): number {
    const key = keyOf(positions, before);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.states.push({ positions, before }) - 1;
    this.numbers.set(key, number);
    if (number << this.shift >= this.steps.length) {
      const grown = new Uint16Array(Math.max(64 << this.shift, this.steps.length * 2)).fill(unknown);
      grown.set(this.steps);
      this.steps = grown;
    }
    return number;
  }

  private forget(): void {
    this.states = [];
    this.news.clear();
    this.numbers.clear();
    this.steps.fill(unknown);
    // In the first states nothing is begun: `scan` knows them by their numbers.
    for (let group = 0; group < this.entries.length; group += 1) this.stateOf([], group);
  }

  /** Patterns that end in a position, where a class may come behind it; undefined for the end of the text. */
  private endingIn(positions: readonly number[], symbol: number | undefined): readonly number[] {
    const patterns = new Set<number>();
    for (const position of positions) {
      const end = this.ends.get(position);
      if (end !== undefined && (symbol === undefined || end.forbidden[symbol] !== 1)) patterns.add(end.pattern);
    }
    return [...patterns].sort((a, b) => a - b);
  }
}

/** Numbers as a text, one unit each: a list of them with commas takes five times as long. Positions are fewer than units. */
function keyOf(positions: readonly number[], before: number): string {
  let key = String.fromCharCode(before);
  for (const position of positions) key += String.fromCharCode(position);
  return key;
}

interface State {
  readonly positions: readonly number[];
  readonly before: number;
}
