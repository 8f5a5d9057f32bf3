/** Seeds that keep words, numbers and phone numbers apart. */
export const gateSeeds = { word: 1, code: 2, phone: 3 } as const;

/**
 * A first question about a stretch of text, answered without making a string: can a value of the index begin so? One bit a
 * value, by a hash that is fast and keyed by a table; it is sealed on disk, since its hash is no cryptographic one.
 */
export class Gate {
  readonly table: Int32Array;
  bits: Uint32Array;

  /**
   * @param table 256 random words of the key
   * @param bits a power of two of them
   */
  constructor(table: Int32Array, bits: Uint32Array) {
    this.table = table;
    this.bits = bits;
  }

  /** Goes on with one character. */
  step(hash: number, code: number): number {
    const mixed = Math.imul(hash ^ (this.table[code & 255] ?? 0) ^ (code >>> 8), 0x2c1b3c6d);
    return mixed ^ (mixed >>> 15);
  }

  hashOf(seed: number, text: string): number {
    let hash = seed;
    for (let at = 0; at < text.length; at += 1) hash = this.step(hash, text.charCodeAt(at));
    return hash;
  }

  add(hash: number): void {
    const slot = (hash >>> 5) & (this.bits.length - 1);
    this.bits[slot] = (this.bits[slot] ?? 0) | (1 << (hash & 31));
  }

  has(hash: number): boolean {
    return ((this.bits[(hash >>> 5) & (this.bits.length - 1)] ?? 0) & (1 << (hash & 31))) !== 0;
  }

  /** Halves it as often as it stays emptier than `share` afterwards. */
  shrink(share: number): void {
    while (this.bits.length > 1024 && this.#filled() < share / 2) {
      const half = this.bits.length / 2;
      const next = new Uint32Array(half);
      for (let at = 0; at < half; at += 1) next[at] = (this.bits[at] ?? 0) | (this.bits[at + half] ?? 0);
      this.bits = next;
    }
  }

  #filled(): number {
    let count = 0;
    for (let word of this.bits) for (; word !== 0; word &= word - 1) count += 1;
    return count / (this.bits.length * 32);
  }
}
