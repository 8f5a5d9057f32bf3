import { fail } from '#platform/errors';
import { History } from '../lzma/history.ts';
import type { Pull } from '../pull.ts';
import { BitWindow } from './bit-window.ts';
import type { Filter } from './filters.ts';
import { FilteredOutput } from './output.ts';
import { firstLengths, nextLengths, PrefixCode } from './prefix-code.ts';

const sizes = { first: 20, main: 306, distance: 64, low: 16, repeat: 44 } as const;
/** RAR 7 has more slots for distances, beyond four gigabytes. */
const moreDistances = 80;
const kinds = ['delta', 'calls', 'calls-and-jumps', 'arm'] as const;
const mostFiltered = 0x40_0000;
/** Bytes that come out between two looks at the output. */
const step = 1 << 17;
const longestMatch = 0x1004;

interface Codes {
  readonly main: PrefixCode;
  readonly distance: PrefixCode;
  readonly low: PrefixCode;
  readonly repeat: PrefixCode;
}

/** Unpacks what RAR 5 and later pack. A solid archive is one stream, of which each file goes on where the last one ended. */
export class Unpacker5 {
  readonly #most: number;
  #history: History | undefined;
  #codes: Codes | undefined;
  #distances = [0, 0, 0, 0];
  #length = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** The next file, `size` bytes. Throws `damaged`, `limit-memory`. */
  async *unpack(pull: Pull, size: number, window: number, isSolid: boolean, isWide: boolean): AsyncGenerator<Buffer> {
    if (!isSolid || this.#history === undefined) {
      this.#history = new History(window, this.#most);
      this.#codes = undefined;
      this.#distances = [0, 0, 0, 0];
      this.#length = 0;
    }
    const history = this.#history;
    const bits = new BitWindow(pull);
    const output = new FilteredOutput(5);
    await bits.fill();
    let written = 0;
    for (let isLast = false; !isLast && written < size; ) {
      const block = readBlockHead(bits);
      isLast = block.isLast;
      if (block.hasCodes) this.#codes = readCodes(bits, isWide);
      const codes = this.#codes ?? fail('damaged', 'codes');
      while (bits.place < block.end && written < size) {
        history.ensure(step + longestMatch);
        const begin = history.at;
        while (
          bits.place < block.end &&
          !bits.isLow &&
          history.at - begin < step &&
          written + history.at - begin < size
        ) {
          const filter = this.#symbol(bits, codes, history, written + history.at - begin);
          if (filter !== undefined) output.add(filter);
        }
        if (bits.isOver) fail('damaged', 'packed data');
        written += history.at - begin;
        output.push(history.take());
        yield* output.ready(true);
        if (bits.isLow) await bits.fill();
      }
      bits.skip(Math.max(0, block.end - bits.place));
      if (bits.isLow) await bits.fill();
    }
    if (written !== size) fail('damaged', 'packed data');
    yield* output.ready(false);
  }

  #symbol(bits: BitWindow, codes: Codes, history: History, place: number): Filter | undefined {
    const symbol = codes.main.next(bits);
    if (symbol < 256) {
      history.put(symbol);
      return undefined;
    }
    if (symbol === 256) return readFilter(bits, place);
    const distances = this.#distances;
    if (symbol >= 262) {
      const length = lengthOf(bits, symbol - 262);
      const distance = distanceOf(bits, codes);
      this.#length = length + (distance > 0x100 ? 1 : 0) + (distance > 0x2000 ? 1 : 0) + (distance > 0x4_0000 ? 1 : 0);
      distances.pop();
      distances.unshift(distance);
    } else if (symbol > 257) {
      distances.unshift(...distances.splice(symbol - 258, 1));
      this.#length = lengthOf(bits, codes.repeat.next(bits));
    }
    if (this.#length === 0) return undefined;
    const [distance = 0] = distances;
    if (distance === 0 || distance > history.reach) fail('damaged', 'distance');
    history.repeat(distance, this.#length);
    return undefined;
  }
}

function readBlockHead(bits: BitWindow): { isLast: boolean; hasCodes: boolean; end: number } {
  bits.align();
  const [flags, sum] = [bits.read(8), bits.read(8)];
  const bytes = ((flags >> 3) & 3) + 1;
  if (bytes > 3) fail('damaged', 'block');
  let length = 0;
  let check = 0x5a ^ flags;
  for (let at = 0; at < bytes; at++) {
    const byte = bits.read(8);
    length += byte * 2 ** (8 * at);
    check ^= byte;
  }
  if (check !== sum || bits.isOver) fail('damaged', 'block');
  const end = bits.place + Math.max(0, length - 1) * 8 + (flags & 7) + 1;
  return { isLast: (flags & 0x40) !== 0, hasCodes: (flags & 0x80) !== 0, end };
}

function readCodes(bits: BitWindow, isWide: boolean): Codes {
  const first = new PrefixCode(firstLengths(bits, sizes.first));
  const slots = isWide ? moreDistances : sizes.distance;
  const lengths = new Uint8Array(sizes.main + slots + sizes.low + sizes.repeat);
  nextLengths(bits, first, lengths);
  let at = 0;
  const part = (count: number): PrefixCode => new PrefixCode(lengths.subarray(at, (at += count)));
  return { main: part(sizes.main), distance: part(slots), low: part(sizes.low), repeat: part(sizes.repeat) };
}

function lengthOf(bits: BitWindow, slot: number): number {
  if (slot < 8) return slot + 2;
  const extra = (slot >> 2) - 1;
  return 2 + ((4 | (slot & 3)) << extra) + bits.read(extra);
}

function distanceOf(bits: BitWindow, codes: Codes): number {
  const slot = codes.distance.next(bits);
  if (slot < 4) return slot + 1;
  const extra = (slot >> 1) - 1;
  const base = 1 + (2 | (slot & 1)) * 2 ** extra;
  if (extra < 4) return base + bits.read(extra);
  const high = extra > 4 ? bits.read(extra - 4) * 16 : 0;
  return base + high + codes.low.next(bits);
}

function readFilter(bits: BitWindow, place: number): Filter {
  const [start, length] = [readCount(bits), readCount(bits)];
  const kind = kinds[bits.read(3)];
  if (kind === undefined || length < 4 || length > mostFiltered) return fail('damaged', 'filter');
  return { kind, start: place + start, length, channels: kind === 'delta' ? bits.read(5) + 1 : 0 };
}

function readCount(bits: BitWindow): number {
  const bytes = bits.read(2) + 1;
  let value = 0;
  for (let at = 0; at < bytes; at++) value += bits.read(8) * 2 ** (8 * at);
  return value;
}
