import { fail } from '#platform/errors';
import type { BitWindow } from './bit-window.ts';

const longest = 15;
const quickBits = 10;

/** A prefix code by the lengths of its codes, which come in order of value (canonical). Throws `damaged`. */
export class PrefixCode {
  readonly #quick = new Uint16Array(1 << quickBits);
  /** Of each length: the first code behind those of this length, filled up to 16 bits; and where its values begin. */
  readonly #limits = new Uint32Array(longest + 2);
  readonly #starts = new Uint16Array(longest + 2);
  readonly #values: Uint16Array;

  constructor(lengths: Uint8Array) {
    const counts = new Uint16Array(longest + 1);
    for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
    counts[0] = 0;
    let code = 0;
    let start = 0;
    for (let length = 1; length <= longest; length++) {
      this.#starts[length] = start;
      start += counts[length] ?? 0;
      code += counts[length] ?? 0;
      if (code > 1 << length) fail('damaged', 'code');
      this.#limits[length] = code << (16 - length);
      code <<= 1;
    }
    this.#values = new Uint16Array(Math.max(1, start));
    const next = Uint16Array.from(this.#starts);
    for (const [value, length] of lengths.entries()) {
      if (length === 0) continue;
      this.#values[next[length] ?? 0] = value;
      next[length] = (next[length] ?? 0) + 1;
    }
    for (let prefix = 0; prefix < 1 << quickBits; prefix++) {
      const [value, length] = this.#slow(prefix << (16 - quickBits));
      if (length <= quickBits) this.#quick[prefix] = (value << 4) | length;
    }
  }

  next(bits: BitWindow): number {
    const seen = bits.peek();
    const quick = this.#quick[seen >>> (16 - quickBits)] as number;
    if (quick !== 0) {
      bits.skip(quick & 15);
      return quick >>> 4;
    }
    const [value, length] = this.#slow(seen);
    if (length > longest) fail('damaged', 'code');
    bits.skip(length);
    return value;
  }

  #slow(seen: number): [value: number, length: number] {
    let first = 0;
    for (let length = 1; length <= longest; length++) {
      const limit = this.#limits[length] as number;
      if (seen < limit) {
        const index = (this.#starts[length] as number) + ((seen - first) >>> (16 - length));
        return [this.#values[index] as number, length];
      }
      first = limit;
    }
    return [0, longest + 1];
  }
}

/** Lengths of the codes in which other lengths are written: four bits each, zeros in runs. */
export function firstLengths(bits: BitWindow, count: number): Uint8Array {
  const lengths = new Uint8Array(count);
  for (let at = 0; at < count; ) {
    const length = bits.read(4);
    const run = length === 15 ? bits.read(4) : 0;
    if (run > 0) at += run + 2;
    else lengths[at++] = length;
  }
  return lengths;
}

/** Fills `lengths` with what is written of them; `old` ones are added to where the format does so. */
export function nextLengths(bits: BitWindow, code: PrefixCode, lengths: Uint8Array, old?: Uint8Array): void {
  for (let at = 0; at < lengths.length; ) {
    const value = code.next(bits);
    if (value < 16) {
      lengths[at] = (value + (old?.[at] ?? 0)) & 15;
      at += 1;
      continue;
    }
    const run = value % 2 === 0 ? bits.read(3) + 3 : bits.read(7) + 11;
    if (value < 18 && at === 0) fail('damaged', 'code');
    const length = value < 18 ? (lengths[at - 1] ?? 0) : 0;
    lengths.fill(length, at, at + run);
    at += run;
  }
}
