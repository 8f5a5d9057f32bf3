import { fail } from '#platform/errors';
import type { BitReader } from './bits.ts';

const longestCode = 20;
const groupSize = 50;
/** No block takes more bytes: 900,000 symbols of 20 bits, selectors and tables. */
export const longestBlock = 2_400_000;
const outputSize = 64 * 1024;

/** The check sum of bzip2: CRC-32 with the highest bit first. */
const crcTable = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc;
});

/** One block behind its mark and check sum, `most` bytes before the last run lengths are undone; returns its sum. */
export function* decodeBlock(reader: BitReader, most: number): Generator<Buffer, number> {
  // Blocks that were shuffled have not been written since 1997.
  if (reader.bits(1) === 1) fail('feature-unsupported');
  const origin = reader.bits(24);
  const { block, length, counts } = undoMoves(reader, most);
  if (origin >= length) fail('damaged', 'bzip2 block');
  return yield* undoRuns(block, length, origin, counts);
}

interface Moved {
  readonly block: Uint32Array;
  readonly length: number;
  readonly counts: Uint32Array;
}

/** Huffman codes, runs of the front symbol and move-to-front. */
function undoMoves(reader: BitReader, most: number): Moved {
  const order = usedBytes(reader);
  const symbols = order.length + 2;
  const tables = reader.bits(3);
  const selectorCount = reader.bits(15);
  if (order.length === 0 || tables < 2 || tables > 6 || selectorCount === 0) fail('damaged', 'bzip2 tables');
  const selectors = readSelectors(reader, tables, selectorCount);
  const codes = Array.from({ length: tables }, () => readCode(reader, symbols));
  const block = new Uint32Array(most);
  const counts = new Uint32Array(256);
  let length = 0;
  let run = 0;
  let weight = 1;
  for (let group = 0; ; group += 1) {
    if (group >= selectorCount || reader.cut) fail('damaged', 'bzip2 block');
    const code = codes[selectors[group] as number] as Code;
    for (let symbolAt = 0; symbolAt < groupSize; symbolAt += 1) {
      const symbol = code.next(reader);
      if (symbol < 2) {
        run += weight << symbol;
        weight <<= 1;
        if (run > most) fail('damaged', 'bzip2 run');
        continue;
      }
      if (run > 0) {
        const byte = order[0] as number;
        if (length + run > most) fail('damaged', 'bzip2 run');
        block.fill(byte, length, length + run);
        counts[byte] = (counts[byte] as number) + run;
        length += run;
        run = 0;
        weight = 1;
      }
      if (symbol === symbols - 1) return { block, length, counts };
      if (length >= most) fail('damaged', 'bzip2 block');
      const byte = order[symbol - 1] as number;
      order.copyWithin(1, 0, symbol - 1);
      order[0] = byte;
      block[length] = byte;
      counts[byte] = (counts[byte] as number) + 1;
      length += 1;
    }
  }
}

function usedBytes(reader: BitReader): Uint8Array {
  const groups = reader.bits(16);
  const used: number[] = [];
  for (let group = 0; group < 16; group += 1) {
    if ((groups & (0x8000 >> group)) === 0) continue;
    const members = reader.bits(16);
    for (let member = 0; member < 16; member += 1) {
      if ((members & (0x8000 >> member)) !== 0) used.push(group * 16 + member);
    }
  }
  return Uint8Array.from(used);
}

function readSelectors(reader: BitReader, tables: number, count: number): Uint8Array {
  const order = Uint8Array.from({ length: tables }, (_, table) => table);
  return Uint8Array.from({ length: count }, () => {
    let place = 0;
    while (reader.bits(1) === 1) {
      place += 1;
      if (place >= tables) fail('damaged', 'bzip2 tables');
    }
    const table = order[place] as number;
    order.copyWithin(1, 0, place);
    order[0] = table;
    return table;
  });
}

function readCode(reader: BitReader, symbols: number): Code {
  const lengths = new Uint8Array(symbols);
  let length = reader.bits(5);
  for (let symbol = 0; symbol < symbols; symbol += 1) {
    for (;;) {
      if (length < 1 || length > longestCode || reader.cut) fail('damaged', 'bzip2 tables');
      if (reader.bits(1) === 0) break;
      length += reader.bits(1) === 0 ? 1 : -1;
    }
    lengths[symbol] = length;
  }
  return new Code(lengths);
}

/** A canonical Huffman code: the first bits in a table, longer codes by their limits. */
class Code {
  static readonly #fast = 10;
  readonly #quick = new Uint16Array(1 << Code.#fast);
  readonly #limits = new Int32Array(longestCode + 2).fill(-1);
  readonly #bases = new Int32Array(longestCode + 2);
  readonly #symbols: Uint16Array;

  constructor(lengths: Uint8Array) {
    const order: number[] = [];
    let code = 0;
    for (let length = 1; length <= longestCode; length += 1) {
      this.#bases[length] = order.length - code;
      for (let symbol = 0; symbol < lengths.length; symbol += 1) {
        if (lengths[symbol] !== length) continue;
        if (length <= Code.#fast) {
          const from = code << (Code.#fast - length);
          this.#quick.fill((symbol << 5) | length, from, from + (1 << (Code.#fast - length)));
        }
        order.push(symbol);
        code += 1;
      }
      this.#limits[length] = code - 1;
      if (code > 1 << length) fail('damaged', 'bzip2 tables');
      code <<= 1;
    }
    this.#symbols = Uint16Array.from(order);
  }

  next(reader: BitReader): number {
    const quick = this.#quick[reader.peek(Code.#fast)] as number;
    if (quick !== 0) {
      reader.skip(quick & 31);
      return quick >> 5;
    }
    for (let length = Code.#fast + 1; length <= longestCode; length += 1) {
      const code = reader.peek(length);
      if (code > (this.#limits[length] as number)) continue;
      reader.skip(length);
      return this.#symbols[code + (this.#bases[length] as number)] as number;
    }
    return fail('damaged', 'bzip2 code');
  }
}

/** Burrows and Wheeler's transform turned back, and runs of four and more bytes written out. */
function* undoRuns(block: Uint32Array, length: number, origin: number, counts: Uint32Array): Generator<Buffer, number> {
  let sum = 0;
  for (let byte = 0; byte < 256; byte += 1) {
    const count = counts[byte] as number;
    counts[byte] = sum;
    sum += count;
  }
  for (let at = 0; at < length; at += 1) {
    const byte = (block[at] as number) & 0xff;
    const place = counts[byte] as number;
    counts[byte] = place + 1;
    block[place] = (block[place] as number) | (at << 8);
  }
  let output = Buffer.allocUnsafe(outputSize);
  let filled = 0;
  let crc = -1;
  let next = (block[origin] as number) >>> 8;
  let last = -1;
  let same = 0;
  for (let at = 0; at < length; at += 1) {
    const entry = block[next] as number;
    next = entry >>> 8;
    let byte = entry & 0xff;
    let repeat = 1;
    if (same === 4) {
      repeat = byte;
      byte = last;
      same = 0;
    } else {
      same = byte === last ? same + 1 : 1;
      last = byte;
    }
    for (; repeat > 0; repeat -= 1) {
      crc = (crc << 8) ^ (crcTable[(crc >>> 24) ^ byte] as number);
      output[filled] = byte;
      filled += 1;
      if (filled === outputSize) {
        yield output;
        output = Buffer.allocUnsafe(outputSize);
        filled = 0;
      }
    }
  }
  if (filled > 0) yield output.subarray(0, filled);
  return ~crc;
}
