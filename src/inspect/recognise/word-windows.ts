import { longestOf, parsePattern } from '../match/pattern.ts';
import { type Found, Narrowed, type Sought } from '../match/finder.ts';
import type { Rule } from '../rules/compile.ts';
import type { WordIndex } from '../rules/word-index.ts';
import type { Scope } from './scan.ts';
import { WordGate } from './word-gate.ts';

/** Beyond it a window is half a page, and a look at the shape is cheaper. */
const longestMatch = 400;

/** Whether a rule is best looked for around its words: it needs one, its words are told apart, and its match is short. */
export function hasWindows({ context, pattern }: Rule, isOpen: boolean): boolean {
  return context.required !== false && !isOpen && longestOf(parsePattern(pattern)) <= longestMatch;
}

interface Windowed {
  readonly sought: Sought;
  readonly narrowed: Narrowed;
  readonly longest: number;
}

/**
 * Rules that need one of their words near by, and whose shape is common: 32 hex digits, ten letters and digits. They are tried
 * around their words alone; a page of numbers without any costs nothing.
 */
export class WordWindows {
  private readonly gate: WordGate<Windowed>;
  private readonly words: WordIndex;
  private readonly near: number;
  /** By number of a rule, the window that is open: windows of words that stand close are one. */
  private readonly from: Int32Array;
  private readonly to: Int32Array;
  private readonly open: number[] = [];

  constructor(rules: readonly Sought[], words: WordIndex) {
    const own = rules.map((sought) => ({
      sought,
      narrowed: new Narrowed(sought),
      longest: longestOf(parsePattern(sought.rule.pattern)),
    }));
    this.gate = new WordGate(own, words);
    this.words = words;
    this.near = Math.max(0, ...own.map(({ sought, longest }) => sought.rule.near + longest));
    this.from = new Int32Array(own.length);
    this.to = new Int32Array(own.length);
  }

  /** Tells of each part of the scope in which all matches lie that a rule accepts. */
  scan(scope: Scope, found: Found): void {
    const { text, from, to } = scope;
    const { gate } = this;
    if (gate.rules.length === 0) return;
    // Of a scan that was broken off by whoever it told.
    for (const number of this.open) this.to[number] = 0;
    this.open.length = 0;
    const everywhere = gate.labelled(scope);
    for (const { narrowed } of everywhere) narrowed.scan(text, from, to, found);
    this.words.each(text, Math.max(0, from - this.near), to + this.near, (rules, at) => {
      for (const number of gate.numbersOf(rules)) {
        const { sought, longest } = gate.rules[number] as Windowed;
        if (everywhere.some((one) => one.sought === sought)) continue;
        const begin = Math.max(from, at - sought.rule.near - longest);
        const end = Math.min(to, at + sought.rule.near + 1 + longest);
        if (begin >= end) continue;
        if (this.to[number] === 0) this.open.push(number);
        else if (begin > (this.to[number] as number)) this.tell(number, text, found);
        else {
          this.to[number] = end;
          continue;
        }
        this.from[number] = begin;
        this.to[number] = end;
      }
    });
    for (const number of this.open) {
      this.tell(number, text, found);
      this.to[number] = 0;
    }
    this.open.length = 0;
  }

  private tell(number: number, text: string, found: Found): void {
    const { narrowed } = this.gate.rules[number] as Windowed;
    narrowed.scan(text, this.from[number] as number, this.to[number] as number, found);
  }
}
