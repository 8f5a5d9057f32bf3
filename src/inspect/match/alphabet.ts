import { type Pattern, partsOf } from './pattern.ts';

/** Characters beyond Latin-1 are told apart as letters or digits, others, and halves of those that take two units. */
const letter = 256;
const other = 257;
export const half = 258;
/** Symbols: one for each character of Latin-1, and the three. */
export const symbols = 259;

/**
 * Letters and digits of other scripts; the first ones are what letters of Latin-1 match too where case is ignored:
 * s, k, å, ß, µ (twice) and ÿ.
 */
const letters = [
  0x17f, 0x212a, 0x212b, 0x1e9e, 0x3bc, 0x39c, 0x178, 0x142, 0x3b1, 0x416, 0x5d0, 0x627, 0x661, 0x905, 0x4e00, 0x3042,
  0xac00,
];
/** A mark that is a letter (iota) where case is ignored, other marks, and punctuation. */
const others = [0x345, 0x2013, 0x2019, 0x2028, 0x202f, 0x301, 0x20ac, 0x3000, 0xfeff];
/** A letter, a digit, an ideogram, a picture, and a half that has lost its other. */
const halves = [0x10400, 0x1d7d8, 0x20000, 0x1f600, 0xd83d];

/** Which symbols a set of characters has. */
export interface Members {
  /** Symbols of which it may match a character. */
  readonly some: Uint8Array;
  /** Symbols of which it matches every character. */
  readonly all: Uint8Array;
}

/** What sets of characters match, asked of V8 once for each. */
export class Sets {
  private readonly known = new Map<string, Members>();
  private readonly flags: string;

  constructor(flags: string) {
    this.flags = flags;
  }

  of(source: string): Members {
    let members = this.known.get(source);
    if (members === undefined) this.known.set(source, (members = membersOf(source, this.flags)));
    return members;
  }
}

function membersOf(source: string, flags: string): Members {
  const test = new RegExp(`^(?:${source})$`, flags);
  const has = (code: number): boolean => test.test(String.fromCodePoint(code));
  const some = new Uint8Array(symbols);
  const all = new Uint8Array(symbols);
  for (let code = 0; code < 256; code += 1) some[code] = all[code] = has(code) ? 1 : 0;
  const isOpen = namesBeyond(source);
  for (const [symbol, samples] of [
    [letter, letters],
    [other, others],
    [half, halves],
  ] as const) {
    some[symbol] = isOpen || samples.some(has) ? 1 : 0;
    all[symbol] = !isOpen && samples.every(has) ? 1 : 0;
  }
  return { some, all };
}

/**
 * Whether a set speaks of characters beyond Latin-1 of which the samples tell nothing: by name, in a range, or by a property
 * other than those by which letters and others are told apart.
 */
function namesBeyond(source: string): boolean {
  const rest = source.replaceAll(/\\p\{(?:L|N|Lu|Ll)\}/g, '');
  return /\\[pP]|\\u(?!00)|\\u\{|[^\0-\xff]/u.test(rest);
}

const isLetter = /^[\p{L}\p{N}]$/u;

/** The symbol of a UTF-16 unit, or of a character that takes two. */
function symbolOf(code: number): number {
  if (code < 256) return code;
  if (code > 0xffff || (code >= 0xd800 && code < 0xe000)) return half;
  return isLetter.test(String.fromCharCode(code)) ? letter : other;
}

/** Symbols that no set of any pattern tells apart are one class. */
export interface Alphabet {
  readonly classes: number;
  /** The class of each UTF-16 unit. */
  readonly classOf: Uint8Array;
  /** One symbol of each class. */
  readonly symbolOf: readonly number[];
}

export function alphabetOf(sets: Iterable<Members>): Alphabet {
  const signatures: string[] = Array.from({ length: symbols }, () => '');
  for (const { some, all } of sets) {
    for (let symbol = 0; symbol < symbols; symbol += 1) {
      signatures[symbol] = `${signatures[symbol]}${some[symbol]}${all[symbol]}`;
    }
  }
  const numbers = new Map<string, number>();
  const symbolOfClass: number[] = [];
  const bySymbol = signatures.map((signature, symbol) => {
    let number = numbers.get(signature);
    if (number === undefined) {
      numbers.set(signature, (number = symbolOfClass.length));
      symbolOfClass.push(symbol);
    }
    return number;
  });
  const classOf = new Uint8Array(0x10000);
  for (let code = 0; code < classOf.length; code += 1) classOf[code] = bySymbol[symbolOf(code)] ?? 0;
  return { classes: symbolOfClass.length, classOf, symbolOf: symbolOfClass };
}

/** All sets that stand in a pattern. */
export function* setsIn(pattern: Pattern): Generator<string> {
  if (pattern.kind === 'set') yield pattern.source;
  for (const part of partsOf(pattern)) yield* setsIn(part);
}
