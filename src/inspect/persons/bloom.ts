/**
 * A set of keys in fixed memory (4 MiB): `has` may be wrong for keys that are not in it, never for those that are. Made
 * for a few hundred thousand keys among millions; where there are more it only saves less.
 */
export class KeyFilter {
  readonly #bits = new Uint32Array(2 ** 20);
  /** True until the first key comes. */
  empty = true;

  add(high: number, low: number): void {
    this.empty = false;
    this.#set(high);
    this.#set(low);
  }

  has(high: number, low: number): boolean {
    return this.#get(high) && this.#get(low);
  }

  #set(word: number): void {
    const slot = (word >>> 5) & 0xfffff;
    this.#bits[slot] = (this.#bits[slot] ?? 0) | (1 << (word & 31));
  }

  #get(word: number): boolean {
    return ((this.#bits[(word >>> 5) & 0xfffff] ?? 0) & (1 << (word & 31))) !== 0;
  }
}
