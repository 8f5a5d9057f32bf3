/** Bits for each value: one in 120 values that are not there passes. */
const bitsPerValue = 10;
const probes = 5;

/** Which hashes are in the index, of those that came through the gate. */
export class Bloom {
  readonly words: Uint32Array;
  readonly #size: number;

  constructor(words: Uint32Array) {
    this.words = words;
    this.#size = words.length * 32;
  }

  static room(values: number): Bloom {
    return new Bloom(new Uint32Array(Math.ceil((Math.max(values, 64) * bitsPerValue) / 32)));
  }

  add(high: number, low: number): void {
    for (let probe = 0, at = high >>> 0; probe < probes; probe += 1, at = (at + (low | 1)) >>> 0) {
      const bit = this.#bit(at);
      this.words[Math.floor(bit / 32)] = (this.words[Math.floor(bit / 32)] ?? 0) | (1 << (bit % 32));
    }
  }

  has(high: number, low: number): boolean {
    for (let probe = 0, at = high >>> 0; probe < probes; probe += 1, at = (at + (low | 1)) >>> 0) {
      const bit = this.#bit(at);
      if (((this.words[Math.floor(bit / 32)] ?? 0) & (1 << (bit % 32))) === 0) return false;
    }
    return true;
  }

  #bit(word: number): number {
    return Math.floor((word / 0x1_0000_0000) * this.#size);
  }
}
