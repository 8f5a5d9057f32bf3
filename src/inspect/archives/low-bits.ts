import { fail } from '#platform/errors';

/** Bits of a buffer, the lowest of a byte first. Beyond the end they are zero, and `cut` tells so. */
export class LowBits {
  readonly #bytes: Uint8Array;
  #at: number;
  #held = 0;
  #count = 0;

  constructor(bytes: Uint8Array, bit = 0) {
    this.#bytes = bytes;
    this.#at = bit >> 3;
    if ((bit & 7) > 0) this.bits(bit & 7);
  }

  /** The next bits, 16 at most. */
  bits(count: number): number {
    const value = this.peek(count);
    this.skip(count);
    return value;
  }

  peek(count: number): number {
    while (this.#count < count) {
      this.#held |= (this.#bytes[this.#at] as number) << this.#count;
      this.#at += 1;
      this.#count += 8;
    }
    return this.#held & ((1 << count) - 1);
  }

  skip(count: number): void {
    this.#held >>>= count;
    this.#count -= count;
  }

  align(): void {
    this.skip(this.#count & 7);
  }

  /** Bits read so far. */
  get position(): number {
    return this.#at * 8 - this.#count;
  }

  get cut(): boolean {
    return this.position > this.#bytes.length * 8;
  }
}

const longestCode = 15;

/** A canonical Huffman code of up to 15 bits, as one table. */
export class PrefixCode {
  readonly #table: Uint16Array;
  readonly #bits: number;

  constructor(lengths: Uint8Array) {
    this.#bits = Math.max(1, ...lengths);
    this.#table = new Uint16Array(1 << this.#bits);
    let code = 0;
    for (let length = 1; length <= this.#bits; length += 1) {
      for (let symbol = 0; symbol < lengths.length; symbol += 1) {
        if (lengths[symbol] !== length) continue;
        if (code >= 1 << length || length > longestCode) fail('damaged', 'Huffman code');
        const step = 1 << length;
        for (let at = reversed(code, length); at < this.#table.length; at += step)
          this.#table[at] = (symbol << 4) | length;
        code += 1;
      }
      code <<= 1;
    }
  }

  next(reader: LowBits): number {
    const entry = this.#table[reader.peek(this.#bits)] as number;
    if (entry === 0) fail('damaged', 'Huffman code');
    reader.skip(entry & 15);
    return entry >> 4;
  }
}

function reversed(code: number, length: number): number {
  let value = 0;
  for (let bit = 0; bit < length; bit += 1) value |= ((code >> bit) & 1) << (length - 1 - bit);
  return value;
}
