import { fail } from '#platform/errors';
import { History } from '../lzma/history.ts';
import type { Pull } from '../pull.ts';
import { BitWindow } from './bit-window.ts';
import { FilteredOutput } from './output.ts';
import { firstLengths, nextLengths, PrefixCode } from './prefix-code.ts';
import { FilterPrograms } from './programs.ts';

const sizes = { first: 20, main: 299, distance: 60, low: 17, repeat: 28 } as const;
const all = sizes.main + sizes.distance + sizes.low + sizes.repeat;
const step = 1 << 17;
const longestMatch = 0x200;
/** Distances close by, of matches of two bytes: where they begin, and bits that follow. */
const shortBase = [0, 4, 8, 16, 32, 64, 128, 192];
const shortBits = [2, 2, 3, 4, 5, 6, 6, 6];
const lengthBase = lengthsFrom();
const distances = distancesFrom();

interface Codes {
  readonly main: PrefixCode;
  readonly distance: PrefixCode;
  readonly low: PrefixCode;
  readonly repeat: PrefixCode;
}

/** Unpacks what RAR 3 and 4 pack by matches; text packed by prediction (PPMd) is told as not read. */
export class Unpacker4 {
  readonly #most: number;
  #history: History | undefined;
  #codes: Codes | undefined;
  #lengths = new Uint8Array(all);
  #distances = [0, 0, 0, 0];
  #distance = 0;
  #length = 0;
  #low = 0;
  #lowRepeats = 0;
  #programs = new FilterPrograms();

  constructor(most: number) {
    this.#most = most;
  }

  /** The next file, `size` bytes. Throws `damaged`, `feature-unsupported`, `limit-memory`. */
  async *unpack(pull: Pull, size: number, window: number, isSolid: boolean): AsyncGenerator<Buffer> {
    if (!isSolid || this.#history === undefined) this.#reset(window);
    const history = this.#history ?? fail('damaged');
    const bits = new BitWindow(pull);
    const output = new FilteredOutput(4);
    await bits.fill();
    let written = 0;
    let needsCodes = !isSolid || this.#codes === undefined;
    while (written < size) {
      if (needsCodes) this.#codes = this.#readCodes(bits);
      needsCodes = false;
      const codes = this.#codes ?? fail('damaged', 'codes');
      history.ensure(step + longestMatch);
      const begin = history.at;
      let ends = false;
      while (!bits.isLow && history.at - begin < step && written + history.at - begin < size) {
        const symbol = codes.main.next(bits);
        if (symbol < 256) history.put(symbol);
        else if (symbol === 256) {
          needsCodes = bits.read(1) === 1;
          ends = !needsCodes;
          break;
        } else if (symbol === 257) {
          const filter = this.#programs.read(bits, written + history.at - begin);
          if (filter !== undefined) output.add(filter);
        } else this.#match(symbol, bits, codes, history);
      }
      if (bits.isOver) fail('damaged', 'packed data');
      written += history.at - begin;
      output.push(history.take());
      yield* output.ready(true);
      if (ends && written < size) fail('damaged', 'packed data');
      if (bits.isLow) await bits.fill();
    }
    if (written !== size) fail('damaged', 'packed data');
    yield* output.ready(false);
    this.#atEnd(bits);
  }

  /** Behind a file of a solid archive stands whether the next one begins with codes of its own. */
  #atEnd(bits: BitWindow): void {
    const codes = this.#codes;
    if (codes === undefined || bits.isOver || codes.main.next(bits) !== 256) return;
    if (bits.read(1) === 1 || bits.read(1) === 1) this.#codes = undefined;
  }

  #reset(window: number): void {
    this.#history = new History(window, this.#most);
    this.#codes = undefined;
    this.#lengths = new Uint8Array(all);
    this.#distances = [0, 0, 0, 0];
    this.#distance = 0;
    this.#length = 0;
    this.#low = 0;
    this.#lowRepeats = 0;
    this.#programs = new FilterPrograms();
  }

  #readCodes(bits: BitWindow): Codes {
    bits.align();
    if (bits.read(1) === 1) fail('feature-unsupported', 'PPMd');
    if (bits.read(1) === 0) this.#lengths = new Uint8Array(all);
    this.#low = 0;
    this.#lowRepeats = 0;
    const first = new PrefixCode(firstLengths(bits, sizes.first));
    const lengths = new Uint8Array(all);
    nextLengths(bits, first, lengths, this.#lengths);
    this.#lengths = lengths;
    let at = 0;
    const part = (count: number): PrefixCode => new PrefixCode(lengths.subarray(at, (at += count)));
    return {
      main: part(sizes.main),
      distance: part(sizes.distance),
      low: part(sizes.low),
      repeat: part(sizes.repeat),
    };
  }

  #match(symbol: number, bits: BitWindow, codes: Codes, history: History): void {
    const old = this.#distances;
    if (symbol >= 271) {
      let length = 3 + valueOf(lengthBase, symbol - 271, bits);
      const distance = this.#distanceOf(bits, codes);
      if (distance >= 0x2000) length += distance >= 0x4_0000 ? 2 : 1;
      this.#remember(distance, length);
    } else if (symbol >= 263) {
      const slot = symbol - 263;
      this.#remember((shortBase[slot] ?? 0) + bits.read(shortBits[slot] ?? 0) + 1, 2);
    } else if (symbol >= 259) {
      const [distance = 0] = old.splice(symbol - 259, 1);
      old.unshift(distance);
      this.#distance = distance;
      this.#length = 2 + valueOf(lengthBase, codes.repeat.next(bits), bits);
    }
    if (this.#length === 0) return;
    if (this.#distance === 0 || this.#distance > history.reach) fail('damaged', 'distance');
    history.repeat(this.#distance, this.#length);
  }

  #remember(distance: number, length: number): void {
    this.#distances.pop();
    this.#distances.unshift(distance);
    this.#distance = distance;
    this.#length = length;
  }

  #distanceOf(bits: BitWindow, codes: Codes): number {
    const slot = codes.distance.next(bits);
    const [base, extra] = distances[slot] ?? fail('damaged', 'distance');
    if (slot <= 9) return base + 1 + bits.read(extra);
    const high = extra > 4 ? bits.read(extra - 4) * 16 : 0;
    if (this.#lowRepeats > 0) this.#lowRepeats -= 1;
    else {
      const low = codes.low.next(bits);
      if (low === 16) this.#lowRepeats = 15;
      else this.#low = low;
    }
    return base + 1 + high + this.#low;
  }
}

function valueOf(table: readonly (readonly [number, number])[], slot: number, bits: BitWindow): number {
  const [base, extra] = table[slot] ?? fail('damaged', 'length');
  return base + bits.read(extra);
}

/** Eight lengths without bits behind them, then four with one bit, four with two and so on. */
function lengthsFrom(): (readonly [number, number])[] {
  const table: (readonly [number, number])[] = [];
  for (let slot = 0, base = 0; slot < sizes.repeat; slot++) {
    const extra = slot < 8 ? 0 : (slot >> 2) - 1;
    table.push([base, extra]);
    base += 1 << extra;
  }
  return table;
}

/** Four distances without bits, then pairs with one bit more each, up to 16; then many with 16, and some with 18. */
function distancesFrom(): (readonly [number, number])[] {
  const counts = [4, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 14, 0, 12];
  const table: (readonly [number, number])[] = [];
  let base = 0;
  for (const [extra, count] of counts.entries()) {
    for (let each = 0; each < count; each++) {
      table.push([base, extra]);
      base += 2 ** extra;
    }
  }
  return table;
}
