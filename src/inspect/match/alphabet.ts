import type { Pattern } from './pattern.ts';

/** Characters beyond Latin-1 are told apart as letters or digits, others, and halves of those that take two units. */
const letter = 256;
const other = 257;
export const half = 258;
/** Symbols: one for each character of Latin-1, and the three. */
export const symbols = 259;

/** Letters and digits of other scripts; the first two are what `s` and `k` match too where case is ignored. */
const letters = [0x17f, 0x212a, 0x142, 0x3b1, 0x416, 0x5d0, 0x627, 0x661, 0x905, 0x4e00, 0x3042, 0xac00];
/** Marks and punctuation. */
const others = [0x2013, 0x2019, 0x2028, 0x202f, 0x301, 0x20ac, 0x3000, 0xfeff];
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
  // Of the many characters beyond, those that the set itself names count as well as the samples.
  const named = [...source.matchAll(/\\u\{?([0-9a-fA-F]{4,6})|[^\0-\xff]/gu)].map(([text, hex]) =>
    hex === undefined ? (text.codePointAt(0) ?? 0) : Number.parseInt(hex, 16),
  );
  const beyond = named.filter((code) => code > 255);
  for (const [symbol, samples] of [
    [letter, letters],
    [other, others],
    [half, halves],
  ] as const) {
    const own = beyond.filter((code) => symbolOf(code) === symbol);
    some[symbol] = own.length > 0 || samples.some(has) ? 1 : 0;
    all[symbol] = own.length === 0 && samples.every(has) ? 1 : 0;
  }
  return { some, all };
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
  switch (pattern.kind) {
    case 'set':
      yield pattern.source;
      break;
    case 'sequence':
      for (const part of pattern.parts) yield* setsIn(part);
      break;
    case 'choice':
      for (const option of pattern.options) yield* setsIn(option);
      break;
    case 'repeat':
      yield* setsIn(pattern.part);
      break;
    case 'look':
      yield* setsIn(pattern.body);
      break;
    default:
  }
}
