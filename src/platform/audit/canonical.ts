import { fail } from '../errors/index.ts';

/** Deeper than any entry; a hostile line must not exhaust the stack. */
const maxDepth = 32;

/** What a JSON string cannot hold as it is, and halves of surrogate pairs, which well-formed text has in pairs only. */
const needsCare = /[\u0000-\u001f"\\\ud800-\udfff]/;

/**
 * Canonical JSON (RFC 8785, JCS): one text for one value, so that everybody computes the same hash. Members are ordered
 * by UTF-16 code units, numbers and strings are written as ECMAScript writes them, nothing stands between tokens.
 *
 * Fails with `not-canonical` on everything that JSON.stringify would drop, replace or turn into something else: NaN,
 * infinities, undefined, bigint, functions, symbols, halves of surrogate pairs, holes in lists, and objects that are not
 * plain (a Date, a Map). Also on values nested deeper than 32.
 */
export function canonical(value: unknown): string {
  return write(value, 0);
}

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return text(value);
    case 'number':
      // ECMAScript's Number::toString is what RFC 8785 prescribes; it writes -0 as 0.
      return Number.isFinite(value) ? String(value) : fail('not-canonical', 'a number that is not finite');
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object': {
      if (value === null) return 'null';
      if (depth === maxDepth) fail('not-canonical', `nested deeper than ${maxDepth}`);
      return Array.isArray(value) ? list(value, depth + 1) : object(value, depth + 1);
    }
    default:
      return fail('not-canonical', `a value of type ${typeof value}`);
  }
}

function text(value: string): string {
  if (!needsCare.test(value)) return `"${value}"`;
  // JSON.stringify would write half a surrogate pair as an escape, which UTF-8 cannot hold.
  if (!value.isWellFormed()) fail('not-canonical', 'half a surrogate pair');
  return JSON.stringify(value);
}

function list(value: readonly unknown[], depth: number): string {
  let out = '[';
  for (let index = 0; index < value.length; index += 1) {
    out += (index === 0 ? '' : ',') + write(value[index], depth);
  }
  return `${out}]`;
}

function object(value: object, depth: number): string {
  const proto: unknown = Object.getPrototypeOf(value);
  if (proto !== Object.prototype && proto !== null) fail('not-canonical', 'an object that is not plain');
  if (Object.getOwnPropertySymbols(value).length > 0) fail('not-canonical', 'a member named by a symbol');
  let out = '{';
  // Without an argument sort() compares UTF-16 code units, as the RFC asks.
  for (const name of Object.keys(value).sort()) {
    out += `${out.length === 1 ? '' : ','}${text(name)}:${write(value[name as keyof typeof value], depth)}`;
  }
  return `${out}}`;
}

/**
 * Reads one canonical text, and no other text that means the same. JSON.parse keeps the last of two members of one name
 * in silence, so a reader that keeps the first would see another entry under the same hash; it also accepts spaces,
 * other orders, escapes and numbers beyond what a double holds. All of that is refused by writing the value again: a text
 * that is not what its value is written as is not canonical. Fails with `not-canonical` and the first column that differs.
 */
export function readCanonical(line: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    fail('not-canonical', 'this is not JSON', error);
  }
  const again = canonical(value);
  if (again !== line) fail('not-canonical', `column ${firstDifference(line, again)}`);
  return value;
}

function firstDifference(left: string, right: string): number {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  return at + 1;
}
