import { fail } from '#platform/errors';
import type { History } from './history.ts';

/** lc, lp and pb of a property byte; `damaged` where it states none. */
export interface Properties {
  readonly literalContext: number;
  readonly literalPosition: number;
  readonly position: number;
}

export function readProperties(byte: number): Properties {
  if (byte >= 225) fail('damaged', 'LZMA properties');
  return {
    literalContext: byte % 9,
    literalPosition: Math.floor(byte / 9) % 5,
    position: Math.floor(byte / 45),
  };
}

/** No symbol takes more bytes than this. */
export const longestSymbol = 21;
/** Longest match: what one step past a bound can give. */
export const longestMatch = 273;

/** Where each group of probabilities begins. */
const isMatch = 0;
const isRep = 192;
const isRep0 = 204;
const isRep1 = 216;
const isRep2 = 228;
const isRep0Long = 240;
const slots = 432;
const special = 688;
const align = 816;
const matchLength = 832;
const repLength = 1346;
const literals = 1860;

/** LZMA as in the specification of the LZMA SDK: range coder, states and matches over a history. */
export class LzmaDecoder {
  readonly #history: History;
  #probabilities = new Uint16Array(0);
  #contextBits = 0;
  #literalMask = 0;
  #positionMask = 0;
  #state = 0;
  #distances: [number, number, number, number] = [0, 0, 0, 0];
  #range = 0;
  #code = 0;
  #input: Uint8Array = new Uint8Array(0);
  #at = 0;
  /** Bytes since the window was forgotten: literals and lengths depend on its lowest bits. */
  position = 0;
  ended = false;

  constructor(history: History) {
    this.#history = history;
  }

  setProperties({ literalContext, literalPosition, position }: Properties): void {
    this.#contextBits = literalContext;
    this.#literalMask = (1 << literalPosition) - 1;
    this.#positionMask = (1 << position) - 1;
    const length = literals + (0x300 << (literalContext + literalPosition));
    if (this.#probabilities.length !== length) this.#probabilities = new Uint16Array(length);
    this.resetState();
  }

  resetState(): void {
    this.#probabilities.fill(1024);
    this.#state = 0;
    this.#distances = [0, 0, 0, 0];
    this.ended = false;
  }

  /** Starts the range coder on its first five bytes. */
  begin(bytes: Uint8Array): void {
    if (bytes.length < 5 || bytes[0] !== 0) fail('damaged', 'LZMA range coder');
    this.#range = -1;
    this.#code = new DataView(bytes.buffer, bytes.byteOffset + 1, 4).getInt32(0);
    if (this.#code === -1) fail('damaged', 'LZMA range coder');
  }

  /** True where the coder stands as it does at a regular end. */
  get settled(): boolean {
    return this.#code === 0;
  }

  /** Takes the byte that the last symbol left to be read; the new place in the input. */
  settle(input: Uint8Array, at: number): number {
    this.#input = input;
    this.#at = at;
    this.#normalise();
    return this.#at;
  }

  /**
   * Decodes from `at` until `safe` is reached in the input, `count` bytes or a few more came out, or the end is marked.
   * The history must have room for `count + longestMatch`. Returns the new place in the input.
   */
  run(input: Uint8Array, at: number, safe: number, count: number): number {
    this.#input = input;
    this.#at = at;
    const history = this.#history;
    const end = history.at + count;
    while (history.at < end && this.#at < safe) {
      const before = history.at;
      this.#symbol(history);
      this.position += history.at - before;
      if (this.ended) break;
    }
    this.#input = new Uint8Array(0);
    return this.#at;
  }

  #symbol(history: History): void {
    const at = this.position & this.#positionMask;
    const state = this.#state;
    if (this.#bit(isMatch + (state << 4) + at) === 0) return this.#literal(history);
    let length: number;
    if (this.#bit(isRep + state) === 0) {
      this.#state = state < 7 ? 7 : 10;
      length = this.#length(matchLength, at);
      const distance = this.#distance(length);
      if (distance === -1) {
        this.ended = true;
        return;
      }
      const [first, second, third] = this.#distances;
      this.#distances = [distance, first, second, third];
    } else {
      if (history.reach === 0) fail('damaged', 'LZMA match');
      if (!this.#repeated(state, at)) {
        this.#state = state < 7 ? 9 : 11;
        length = 1;
      } else {
        this.#state = state < 7 ? 8 : 11;
        length = this.#length(repLength, at);
      }
    }
    const distance = (this.#distances[0] >>> 0) + 1;
    if (distance > history.reach) fail('damaged', 'LZMA match');
    history.repeat(distance, length);
  }

  /** Puts the distance that is used again to the front; false for a match of a single byte. */
  #repeated(state: number, at: number): boolean {
    const distances = this.#distances;
    if (this.#bit(isRep0 + state) === 0) return this.#bit(isRep0Long + (state << 4) + at) === 1;
    let place = 1;
    if (this.#bit(isRep1 + state) === 1) place = 2 + this.#bit(isRep2 + state);
    const distance = distances[place] as number;
    if (place === 3) distances[3] = distances[2];
    if (place >= 2) distances[2] = distances[1];
    distances[1] = distances[0];
    distances[0] = distance;
    return true;
  }

  #literal(history: History): void {
    const previous = history.reach > 0 ? (history.bytes[history.at - 1] as number) : 0;
    const context = ((this.position & this.#literalMask) << this.#contextBits) + (previous >> (8 - this.#contextBits));
    const base = literals + 0x300 * context;
    let symbol = 1;
    const state = this.#state;
    if (state >= 7) {
      const distance = (this.#distances[0] >>> 0) + 1;
      if (distance > history.reach) fail('damaged', 'LZMA match');
      let expected = history.bytes[history.at - distance] as number;
      let offset = 0x100;
      while (symbol < 0x100) {
        expected <<= 1;
        const match = expected & offset;
        const bit = this.#bit(base + offset + match + symbol);
        symbol = (symbol << 1) | bit;
        offset &= bit === 1 ? match : ~match;
      }
    } else {
      while (symbol < 0x100) symbol = (symbol << 1) | this.#bit(base + symbol);
    }
    history.put(symbol & 0xff);
    if (state < 4) this.#state = 0;
    else this.#state = state < 10 ? state - 3 : state - 6;
  }

  #length(base: number, at: number): number {
    if (this.#bit(base) === 0) return 2 + this.#tree(base + 2 + (at << 3), 3);
    if (this.#bit(base + 1) === 0) return 10 + this.#tree(base + 130 + (at << 3), 3);
    return 18 + this.#tree(base + 258, 8);
  }

  /** As a signed number: -1 marks the end. */
  #distance(length: number): number {
    const slot = this.#tree(slots + (Math.min(length - 2, 3) << 6), 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const high = (2 | (slot & 1)) << bits;
    if (slot < 14) return high + this.#reverseTree(special + high - slot, bits);
    return (high + (this.#direct(bits - 4) << 4) + this.#reverseTree(align, 4)) | 0;
  }

  #tree(base: number, bits: number): number {
    let symbol = 1;
    for (let count = bits; count > 0; count -= 1) symbol = (symbol << 1) | this.#bit(base + symbol);
    return symbol - (1 << bits);
  }

  #reverseTree(base: number, bits: number): number {
    let symbol = 1;
    let value = 0;
    for (let count = 0; count < bits; count += 1) {
      const bit = this.#bit(base + symbol);
      symbol = (symbol << 1) | bit;
      value |= bit << count;
    }
    return value;
  }

  #direct(bits: number): number {
    let value = 0;
    for (let count = bits; count > 0; count -= 1) {
      this.#normalise();
      this.#range >>>= 1;
      this.#range |= 0;
      const less = this.#code >>> 0 < this.#range >>> 0;
      if (!less) this.#code = (this.#code - this.#range) | 0;
      value = (value << 1) | (less ? 0 : 1);
    }
    return value;
  }

  #bit(index: number): 0 | 1 {
    this.#normalise();
    const probability = this.#probabilities[index] as number;
    const bound = Math.imul(this.#range >>> 11, probability);
    if (this.#code >>> 0 < bound >>> 0) {
      this.#range = bound;
      this.#probabilities[index] = probability + ((2048 - probability) >> 5);
      return 0;
    }
    this.#range = (this.#range - bound) | 0;
    this.#code = (this.#code - bound) | 0;
    this.#probabilities[index] = probability - (probability >> 5);
    return 1;
  }

  #normalise(): void {
    if (this.#range >>> 24 !== 0) return;
    this.#range <<= 8;
    this.#code = (this.#code << 8) | (this.#input[this.#at] as number);
    this.#at += 1;
  }
}
