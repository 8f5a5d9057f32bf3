/** Seeded pseudo-random numbers (sfc32): the same seed gives the same range on every machine and Node version. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d = 1;
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
    this.#a = mix(name, 0x9e3779b9);
    this.#b = mix(name, 0x243f6a88);
    this.#c = mix(name, 0xb7e15162);
    for (let round = 0; round < 12; round++) this.word();
  }

  /** An independent generator for a part of the work: what one part draws never moves another. */
  fork(label: string): Random {
    return new Random(`${this.#name}/${label}`);
  }

  /** 32 random bits. */
  word(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** From 0 to 1, 1 excluded. */
  float(): number {
    return this.word() / 4_294_967_296;
  }

  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number {
    return min + Math.floor(this.float() * (max - min + 1));
  }

  chance(probability: number): boolean {
    return this.float() < probability;
  }

  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('pick from an empty list');
    return list[this.int(0, list.length - 1)] as T;
  }

  shuffle<T>(list: readonly T[]): T[] {
    const out = [...list];
    for (let at = out.length - 1; at > 0; at--) {
      const other = this.int(0, at);
      [out[at], out[other]] = [out[other] as T, out[at] as T];
    }
    return out;
  }

  /** `count` different members of the list, or all of them where it is shorter. */
  sample<T>(list: readonly T[], count: number): T[] {
    return this.shuffle(list).slice(0, count);
  }

  /** `count` characters of the alphabet. */
  chars(alphabet: string, count: number): string {
    let out = '';
    for (let at = 0; at < count; at++) out += alphabet[this.int(0, alphabet.length - 1)];
    return out;
  }

  digits(count: number): string {
    return this.chars('0123456789', count);
  }

  hex(count: number): string {
    return this.chars('0123456789abcdef', count);
  }

  bytes(count: number): Uint8Array {
    const out = new Uint8Array(count);
    for (let at = 0; at < count; at++) out[at] = this.word() & 255;
    return out;
  }
}

/** FNV-1a with a final avalanche: near strings give unrelated words. */
export function mix(text: string, salt: number): number {
  let hash = (0x811c9dc5 ^ salt) >>> 0;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
