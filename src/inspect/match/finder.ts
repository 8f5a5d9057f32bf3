import type { Rule } from '../rules/compile.ts';
import { Automaton } from './automaton.ts';
import { parsePattern, reachOf } from './pattern.ts';
import { beginningOf } from './beginning.ts';

/** A rule, and how far its pattern looks around its match. */
export interface Sought {
  readonly rule: Rule;
  readonly before: number;
  readonly behind: number;
}

export function soughtOf(rule: Rule): Sought {
  return { rule, ...reachOf(parsePattern(rule.pattern)) };
}

/** An automaton of its own takes 2 ms to make: as long as so many looks of an expensive regex. */
const worthMaking = 200;

/**
 * One rule, looked for in windows that tell little of where in them it is: its automaton says where, so that its regex need
 * not be tried at each place: a birth date in 190 characters of JSON takes the regex 3.5 us, the automaton 1.6. Where windows
 * are short the regex is faster: most numbers in 58 characters take it 0.2 us, the automaton 0.6.
 */
export class Narrowed {
  readonly sought: Sought;
  private finder: Finder | undefined;
  private looks = 0;

  constructor(sought: Sought) {
    this.sought = sought;
  }

  scan(text: string, from: number, to: number, found: Found): void {
    if (this.finder === undefined) {
      this.looks += 1;
      if (this.looks < worthMaking) return found(this.sought, from, to);
      this.finder = new Finder([this.sought.rule]);
    }
    this.finder.scan(text, from, to, found);
  }
}

/** Told of each part of a text in which all matches of a rule lie. */
export type Found = (sought: Sought, from: number, to: number) => void;

interface Group {
  readonly rules: readonly Sought[];
  readonly automaton: Automaton;
}

/**
 * Finds where which of many rules is worth trying, in one pass of a few automata. Rules whose automaton grows too large on the
 * texts at hand are parted between two: what is found is the same.
 */
export class Finder {
  private groups: Group[];

  constructor(rules: readonly Rule[]) {
    const sorts = Object.values(Object.groupBy(rules, ({ pattern }) => beginningOf(parsePattern(pattern))));
    this.groups = sorts.map((own) => groupOf(own.map(soughtOf)));
  }

  scan(text: string, from: number, to: number, found: Found): void {
    for (const { rules, automaton } of this.groups) {
      automaton.scan(text, from, to, (pattern, begin, end) => found(rules[pattern] as Sought, begin, end));
      for (const pattern of automaton.left) found(rules[pattern] as Sought, from, to);
    }
    if (this.groups.some(isParted))
      this.groups = this.groups.flatMap((group) => (isParted(group) ? part(group) : group));
  }

  /** Automata and their states: what it costs. */
  get size(): readonly { readonly rules: number; readonly states: number }[] {
    return this.groups.map(({ rules, automaton }) => ({ rules: rules.length, states: automaton.size.states }));
  }
}

function groupOf(rules: readonly Sought[]): Group {
  return { rules, automaton: new Automaton(rules.map(({ rule }) => rule)) };
}

function isParted({ rules, automaton }: Group): boolean {
  return rules.length > 1 && automaton.isTooLarge;
}

function part({ rules }: Group): Group[] {
  const half = Math.ceil(rules.length / 2);
  return [groupOf(rules.slice(0, half)), groupOf(rules.slice(half))];
}
