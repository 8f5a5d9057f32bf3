/** Crockford's base 32: no I, L, O or U. https://www.crockford.com/base32.html */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A number from 0 to 31. */
export type Symbol5 = number;

export function write(symbols: readonly Symbol5[]): string {
  return symbols.map((symbol) => alphabet[symbol]).join('');
}

/** The symbol of a letter as people write it: any case, O as 0, I and L as 1. Undefined for anything else. */
export function read(letter: string): Symbol5 | undefined {
  const plain = letter.toUpperCase().replace('O', '0').replace(/[IL]/, '1');
  const symbol = plain.length === 1 ? alphabet.indexOf(plain) : -1;
  return symbol < 0 ? undefined : symbol;
}

/** `count` symbols for the first bits of `bytes`, the last one filled with zeros. */
export function toSymbols(bytes: Uint8Array, count: number): Symbol5[] {
  return Array.from({ length: count }, (_, index) => {
    let symbol = 0;
    for (let bit = index * 5; bit < index * 5 + 5; bit += 1) {
      symbol = symbol * 2 + (((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
    }
    return symbol;
  });
}

/** `count` bytes of the symbols; undefined where a bit beyond them is set. */
export function toBytes(symbols: readonly Symbol5[], count: number): Uint8Array | undefined {
  const bytes = new Uint8Array(count);
  for (let bit = 0; bit < symbols.length * 5; bit += 1) {
    const isSet = (((symbols[Math.floor(bit / 5)] ?? 0) >> (4 - (bit % 5))) & 1) === 1;
    if (isSet && bit >= count * 8) return undefined;
    if (isSet) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  }
  return bytes;
}

/**
 * The check symbol of the group at `position` (below 32): over GF(32), the weighted sum of the group is its position,
 * and all weights differ. So any one wrong symbol, any two exchanged and any two groups exchanged are found for certain,
 * anything else in 31 of 32 cases.
 */
export function checkSymbol(group: readonly Symbol5[], position: number): Symbol5 {
  let sum = position;
  let weight = 1;
  for (const symbol of group) {
    weight = times(weight, 2);
    sum ^= times(weight, symbol);
  }
  return sum;
}

/** Multiplication in GF(32) with x^5 + x^2 + 1, under which 2 generates all but 0. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 4; bit >= 0; bit -= 1) {
    product <<= 1;
    if (product & 0b100000) product ^= 0b100101;
    if ((b >> bit) & 1) product ^= a;
  }
  return product;
}
