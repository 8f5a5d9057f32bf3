import { owned } from '../owned.ts';
import { put32 } from './bytes.ts';
import type { KeyedHash } from './keyed.ts';
import type { NamePart } from './normal.ts';

/**
 * Writes a part of a name to `into` at `at`: hash 4, initial 1, role (4 bits) and length (4 bits), sketch 8. The sketch
 * tells whether two parts are one typing error apart without telling the letters: 48 bits where keyed pairs of
 * neighbouring letters are set, 16 where keyed letters are (a Bloom filter for each part, after Schnell, Bachteler and
 * Reiher 2009).
 */
export type NameEncoder = (part: NamePart, into: Uint8Array, at: number) => void;

/** Names repeat: with this many kept, a file of customers hashes one part in ten. */
const kept = 20_000;
const alphabet = 27;
const partBytes = 14;

export function createNameEncoder(hash: KeyedHash): NameEncoder {
  const pairs = keyedBytes(hash, 'pairs', alphabet * alphabet);
  const letters = keyedOrder(keyedBytes(hash, 'letters', alphabet));
  const known = new Map<string, Uint8Array>();

  const make = (text: string): Uint8Array => {
    const part = new Uint8Array(partBytes);
    hash('name', text, part, 0);
    const codes = Array.from(text, letterCode);
    // Letters other than a to z cannot be kept apart by one byte each; 27 to 255 is what is left for them.
    const initial = text.codePointAt(0) ?? 0;
    part[4] = initial >= 97 && initial <= 122 ? (letters[initial - 96] ?? 0) : 27 + (initial % 229);
    part[5] = Math.min(codes.length, 15);
    let low = 0;
    let high = 0;
    let previous = 0;
    for (const code of [...codes, 0]) {
      const bit = (pairs[previous * alphabet + code] ?? 0) % 48;
      if (bit < 32) low |= 1 << bit;
      else high |= 1 << (bit - 32);
      if (code !== 0) high |= 1 << (16 + ((letters[code] ?? 0) % 16));
      previous = code;
    }
    put32(part, 6, low);
    put32(part, 10, high);
    return part;
  };

  return ({ text, role }, into, at) => {
    let part = known.get(text);
    if (part === undefined) {
      if (known.size >= kept) known.clear();
      part = make(text);
      known.set(owned(text), part);
    }
    for (let byte = 0; byte < partBytes; byte += 1) into[at + byte] = part[byte] ?? 0;
    into[at + 5] = (role << 4) | (part[5] ?? 0);
  };
}

function letterCode(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  return code >= 97 && code <= 122 ? code - 96 : 1 + (code % 26);
}

function keyedBytes(hash: KeyedHash, domain: string, count: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(count / 8) * 8);
  for (let at = 0; at < count; at += 8) hash(domain, String(at), bytes, at);
  return bytes.subarray(0, count);
}

/** Ranks of the bytes: a keyed permutation of 0 … n-1 that keeps 0 in its place. */
function keyedOrder(bytes: Uint8Array): Uint8Array {
  const order = Array.from(bytes.keys()).slice(1);
  order.sort((a, b) => (bytes[a] ?? 0) - (bytes[b] ?? 0) || a - b);
  return Uint8Array.from([0, ...order]);
}
