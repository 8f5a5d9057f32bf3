/** Bits of a buffer, the highest of a byte first. Beyond the end they are zero, and `cut` tells so. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at: number;
  #held = 0;
  #count = 0;

  constructor(bytes: Uint8Array, bit = 0) {
    this.#bytes = bytes;
    this.#at = bit >> 3;
    if ((bit & 7) > 0) this.bits(bit & 7);
  }

  /** The next bits, 24 at most. */
  bits(count: number): number {
    const value = this.peek(count);
    this.#count -= count;
    return value;
  }

  /** The next bits, 24 at most, which stay to be read. */
  peek(count: number): number {
    while (this.#count < count) {
      this.#held = (this.#held << 8) | (this.#bytes[this.#at] as number);
      this.#at += 1;
      this.#count += 8;
    }
    return (this.#held >>> (this.#count - count)) & ((1 << count) - 1);
  }

  skip(count: number): void {
    this.#count -= count;
  }

  /** Bits read so far. */
  get position(): number {
    return this.#at * 8 - this.#count;
  }

  get cut(): boolean {
    return this.position > this.#bytes.length * 8;
  }
}
