import type { Concept } from '../contract.ts';
import type { Sought } from '../match/finder.ts';
import type { Rule } from '../rules/compile.ts';
import { evaluate } from '../rules/match.ts';
import type { WordIndex } from '../rules/word-index.ts';
import type { Candidate } from './candidate.ts';
import { digitGap, type Plan } from './plan.ts';

/** What a rule may need to see around a region: letters of identifiers, look-behind. */
const digitPad = 24;
/** Longest address on either side of an `@` (RFC 5321), and room for look-around. */
const atPad = 330;
/** A longer text has a digit, most likely. */
const shortScope = 256;

/** Where candidates are looked for: a part of a text, with the label that governs it. */
export interface Scope {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly concept: Concept | undefined;
  readonly label: string | undefined;
  readonly cell: number;
  /** Where words of rules can be in `text`; without it each rule looks for its own. */
  readonly words: WordIndex | undefined;
}

/** Tries the rules for digits and `@` wherever the scope has any. */
export function scanShapes(plan: Plan, scope: Scope, out: Candidate[]): void {
  scanAt(plan, scope, out);
  // What stands between two cells mostly has no digit, and every rule but those for `@` asks for one.
  if (scope.to - scope.from <= shortScope && !hasDigit(scope.text, scope.from, scope.to)) return;
  plan.shapes.scan(scope.text, scope.from, scope.to, (sought, from, to) => tryWithin(sought, scope, from, to, out));
  plan.windows.scan(scope, (sought, from, to) => tryWithin(sought, scope, from, to, out));
  scanGated(plan, scope, out);
}

function hasDigit(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (isDigit(text.charCodeAt(at))) return true;
  return false;
}

/** Where the next `@` of a text is: without memory each of many short scopes would look through the rest of a block that has none. */
let nextAt = { text: '', from: 0, at: -1 };

function findAt(text: string, from: number): number {
  const isKnown = nextAt.text === text && from >= nextAt.from && (nextAt.at === -1 || from <= nextAt.at);
  if (!isKnown) nextAt = { text, from, at: text.indexOf('@', from) };
  return nextAt.at;
}

function scanAt(plan: Plan, scope: Scope, out: Candidate[]): void {
  const { text, from, to } = scope;
  let at = findAt(text, from);
  while (at !== -1 && at < to) {
    const start = Math.max(from, at - atPad);
    let end = at;
    // Addresses that stand close together are one window, so that a list of them costs one pass.
    while (at !== -1 && at < to && at - end < atPad) {
      end = at;
      at = findAt(text, at + 1);
    }
    const stop = Math.min(to, end + atPad);
    plan.at.scan(text, start, stop, (sought, begin, last) => tryWithin(sought, scope, begin, last, out));
    if (at !== -1 && at < stop) at = findAt(text, stop);
  }
}

/** Rules that need a context, where digits stand close together. */
function scanGated({ gate, named }: Plan, scope: Scope, out: Candidate[]): void {
  const { text, from, to, label } = scope;
  if (!gate.mayAdmit(scope)) return;
  let position = from;
  let clear = from;
  while (position < to) {
    let start = -1;
    let last = -1;
    let count = 0;
    for (; position < to; position += 1) {
      if (isDigit(text.charCodeAt(position))) {
        if (start === -1) start = position;
        last = position;
        count += 1;
      } else if (start !== -1 && position - last > digitGap) break;
    }
    if (start === -1) return;
    // Never back into the digits of the region before: half a number would look like a whole one.
    const begin = Math.max(clear, start - digitPad);
    const stop = Math.min(to, last + 1 + digitPad);
    clear = last + 1;
    for (const { sought, min } of gate.admitted(scope, begin, stop)) {
      if (count >= min && named.allows(sought.rule, label)) tryWithin(sought, scope, begin, stop, out);
    }
  }
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/**
 * Tries a rule where an automaton saw that all its matches in [from, to) lie. The slice keeps the regex from running on to
 * the end of the block; where a match reaches the edge of the slice, what is behind the edge decides.
 */
function tryWithin(sought: Sought, scope: Scope, from: number, to: number, out: Candidate[]): void {
  const { text } = scope;
  const { rule } = sought;
  const before = Math.max(scope.from, from - sought.before);
  const window = text.slice(before, Math.min(scope.to, to + sought.behind));
  const { regex, sticky } = rule;
  regex.lastIndex = from - before;
  for (let match = regex.exec(window); match !== null; match = regex.exec(window)) {
    const start = before + match.index;
    // What only lies in the context has a part of its own.
    if (start >= to) return;
    let end = start + match[0].length;
    if (end > to) {
      sticky.lastIndex = start;
      const whole = sticky.exec(scope.to === text.length ? text : text.slice(0, scope.to));
      end = whole === null ? start : start + whole[0].length;
    }
    if (end > start && hasDigits(rule, text, start, end)) accept(rule, scope, start, end, out);
    regex.lastIndex = end > start ? end - before : match.index + 1;
  }
}

/** Whether a match has as many digits as its rule asks for: a token of letters alone is a word. */
function hasDigits({ anchor }: Rule, text: string, from: number, to: number): boolean {
  if (!('digits' in anchor)) return true;
  let missing = anchor.digits.min;
  for (let at = from; at < to && missing > 0; at += 1) if (isDigit(text.charCodeAt(at))) missing -= 1;
  return missing === 0;
}

function accept(rule: Rule, scope: Scope, start: number, end: number, out: Candidate[]): boolean {
  const { text, from, to, concept, label, cell, words } = scope;
  const match = evaluate(rule, text, start, end, concept, { label, from, to, words });
  if (match === undefined) return false;
  out.push({ rule, element: rule.element, ...match, cell });
  return true;
}

/** Finds all literals in the text and tries their rules there; `scopeAt` tells the scope of a place. */
export function scanLiterals(
  { literals }: Plan,
  text: string,
  scopeAt: (position: number) => Scope,
  out: Candidate[],
): void {
  // A literal may stand inside the match of another: both are tried, and overlaps are settled later.
  const tried: Tried = new Map();
  literals.scan(text, (rule, start) => tryLiteral(rule, scopeAt(start), start, out, tried));
}

/** How far rules whose literal stands within their match were tried: a row of `<<<<` has it at every place. */
type Tried = Map<Rule, number>;

/** The first match of the rule that begins at the literal, or so many characters ahead of it as the rule says. No place is tried twice. */
function tryLiteral(rule: Rule, scope: Scope, position: number, out: Candidate[], tried: Tried): void {
  const ahead = 'literals' in rule.anchor ? rule.anchor.before : 0;
  const first = Math.max(scope.from, position - ahead, ahead === 0 ? 0 : (tried.get(rule) ?? -1) + 1);
  if (ahead > 0) tried.set(rule, position);
  const { sticky } = rule;
  for (let start = first; start <= position; start++) {
    sticky.lastIndex = start;
    const match = sticky.exec(scope.text);
    if (match !== null && accept(rule, scope, start, start + match[0].length, out)) return;
  }
}
