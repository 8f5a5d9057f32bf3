import type { Concept } from '../contract.ts';
import type { Rule } from '../rules/compile.ts';
import { evaluate } from '../rules/match.ts';
import type { Candidate } from './candidate.ts';
import type { LiteralGroup, Plan } from './plan.ts';

/** Digits this close belong to one region: an IBAN may hold three groups of letters between two digits. */
const digitGap = 12;
/** Tokens may go on for long without a digit: one region, as long as they are one run of characters. */
const longestRun = 256;
/** What a rule may need to see around a region: letters of identifiers, look-behind. */
const digitPad = 24;
/** Longest address on either side of an `@` (RFC 5321), and room for look-around. */
const atPad = 330;

/** Where candidates are looked for: a part of a text, with the label that governs it. */
export interface Scope {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly concept: Concept | undefined;
  readonly label: string | undefined;
  readonly cell: number;
}

/** Tries the rules for digits and `@` wherever the scope has any. */
export function scanShapes(plan: Plan, scope: Scope, out: Candidate[]): void {
  scanAt(plan, scope, out);
  scanDigits(plan, scope, out);
}

function scanAt(plan: Plan, scope: Scope, out: Candidate[]): void {
  const { text, from, to } = scope;
  let at = text.indexOf('@', from);
  while (at !== -1 && at < to) {
    const start = Math.max(from, at - atPad);
    let end = at;
    // Addresses that stand close together are one window, so that a list of them costs one pass.
    while (at !== -1 && at < to && at - end < atPad) {
      end = at;
      at = text.indexOf('@', at + 1);
    }
    const stop = Math.min(to, end + atPad);
    for (const rule of plan.at) tryRule(rule, scope, start, stop, out);
    if (at !== -1 && at < stop) at = text.indexOf('@', stop);
  }
}

function scanDigits(plan: Plan, scope: Scope, out: Candidate[]): void {
  const { text, from, to } = scope;
  let position = from;
  let clear = from;
  while (position < to) {
    let start = -1;
    let last = -1;
    let count = 0;
    let end = 0;
    for (; position < to; position++) {
      const code = text.charCodeAt(position);
      if (code >= 48 && code <= 57) {
        if (start === -1) start = position;
        last = position;
        count += 1;
      } else if (start !== -1 && position - last > digitGap) {
        end = endOfRun(text, last + 1, Math.min(to, last + longestRun));
        if (end <= position || end >= to || !isDigit(text.charCodeAt(end))) break;
        position = end - 1;
      }
    }
    if (start === -1) return;
    // Never back into the digits of the region before: half a number would look like a whole one.
    const begin = Math.max(clear, start - digitPad);
    const stop = Math.min(to, Math.max(end, last + 1 + digitGap));
    clear = last + 1;
    const admitted = plan.gate.admitted(scope, begin, stop).filter(({ rule }) => plan.named.allows(rule, scope.label));
    const rules =
      admitted.length === 0 ? plan.digits : [...plan.digits, ...admitted].sort((one, two) => one.order - two.order);
    for (const { rule, min } of rules) if (count >= min) tryRule(rule, scope, begin, stop, out);
  }
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isLetterOrDigit(code: number): boolean {
  return isDigit(code) || (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** Where a run of the letters and marks of tokens (base 64 in either alphabet) ends, or its next digit stands. */
function endOfRun(text: string, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const code = text.charCodeAt(at);
    const inRun = (isLetterOrDigit(code) && !isDigit(code)) || code === 95 || code === 45 || code === 43;
    // A dot parts the sections of a token, and ends a sentence.
    if (!inRun && code !== 47 && !(code === 46 && isLetterOrDigit(text.charCodeAt(at + 1)))) break;
    at += 1;
  }
  return at;
}

/** Tries a rule on [from, to) of the scope's text and keeps what it accepts. */
function tryRule(rule: Rule, scope: Scope, from: number, to: number, out: Candidate[]): void {
  const { text } = scope;
  // The slice keeps the regex from running on to the end of the block; look-behind gets its context by `before`.
  const before = Math.max(scope.from, from - 4);
  const window = text.slice(before, Math.min(scope.to, to + 4));
  const { regex } = rule;
  regex.lastIndex = 0;
  for (let match = regex.exec(window); match !== null; match = regex.exec(window)) {
    const next = regex.lastIndex;
    const start = before + match.index;
    accept(rule, scope, start, start + match[0].length, out);
    regex.lastIndex = next > match.index ? next : match.index + 1;
  }
}

function accept(rule: Rule, scope: Scope, start: number, end: number, out: Candidate[]): boolean {
  const { text, from, to, concept, label, cell } = scope;
  const match = evaluate(rule, text, start, end, concept, { label, from, to });
  if (match === undefined) return false;
  out.push({ rule, element: rule.element, ...match, cell });
  return true;
}

/** Finds all literals of a group in the text and tries their rules there; `scopeAt` tells the scope of a place. */
export function scanLiterals(
  group: LiteralGroup,
  text: string,
  scopeAt: (position: number) => Scope,
  out: Candidate[],
): void {
  const { finder } = group;
  finder.lastIndex = 0;
  for (let hit = finder.exec(text); hit !== null; hit = finder.exec(text)) {
    const literal = group.ignoreCase ? hit[0].toLowerCase() : hit[0];
    const scope = scopeAt(hit.index);
    for (const rule of group.rules.get(literal) ?? []) tryLiteral(rule, scope, hit.index, out);
    // A literal may stand inside the match of another: both are tried, and overlaps are settled later.
    finder.lastIndex = hit.index + 1;
  }
}

/** The match of the rule at the literal, or so many characters ahead of it as the rule says. */
function tryLiteral(rule: Rule, scope: Scope, position: number, out: Candidate[]): void {
  const ahead = 'literals' in rule.anchor ? rule.anchor.before : 0;
  const { sticky } = rule;
  for (let start = position; start >= Math.max(scope.from, position - ahead); start--) {
    sticky.lastIndex = start;
    const match = sticky.exec(scope.text);
    if (match !== null && accept(rule, scope, start, start + match[0].length, out)) return;
  }
}
