import { fail } from '#platform/errors';

/** Fields of a 7z header in their order; beyond its end it is `damaged`. */
export class HeaderBytes {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  take(length: number): Buffer {
    if (length > this.left) fail('damaged', '7z header');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  byte(): number {
    return this.take(1)[0] as number;
  }

  /** The ones in front in the first byte tell how many bytes follow; what is left of it are the highest bits. */
  number(): number {
    const first = this.byte();
    let value = 0;
    for (let count = 0; count < 8; count += 1) {
      const mask = 0x80 >> count;
      if ((first & mask) === 0) return value + (first & (mask - 1)) * 2 ** (8 * count);
      value += this.byte() * 2 ** (8 * count);
    }
    return value;
  }

  /** A count of things that take at least a byte each, or an eighth of one. */
  count(perByte = 1): number {
    const count = this.number();
    if (count > (this.left + 1) * perByte) fail('damaged', '7z header');
    return count;
  }

  /** A field with its length in front. */
  field(): HeaderBytes {
    return new HeaderBytes(this.take(this.number()));
  }

  bits(count: number): boolean[] {
    const bytes = this.take(Math.ceil(count / 8));
    return Array.from({ length: count }, (_, bit) => ((bytes[bit >> 3] as number) & (0x80 >> (bit & 7))) !== 0);
  }

  /** A bit for each, or a byte in front that says all. */
  optionalBits(count: number): boolean[] {
    return this.byte() === 0 ? this.bits(count) : Array.from({ length: count }, () => true);
  }

  digests(count: number): (number | undefined)[] {
    return this.optionalBits(count).map((stated) => (stated ? this.take(4).readUInt32LE(0) : undefined));
  }
}
