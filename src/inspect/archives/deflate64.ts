import { fail } from '#platform/errors';
import { History } from './lzma/history.ts';
import { LowBits, PrefixCode } from './low-bits.ts';
import type { Pull } from './pull.ts';

const windowSize = 65_536;
const slice = 65_536;
/** Bits of one symbol with its distance, and of the tables of a block, stay below these bytes. */
const longestSymbol = 16;
const longestTables = 1024;
const longestMatch = 65_538;

const lengthBases = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 3,
];
const lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 16];
const codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const distanceBits = (code: number): number => (code < 4 ? 0 : (code >> 1) - 1);
const distanceBase = (code: number): number => (code < 4 ? code + 1 : (2 + (code & 1)) * 2 ** ((code >> 1) - 1) + 1);

interface Codes {
  readonly literals: PrefixCode;
  readonly distances: PrefixCode;
}

/** Deflate64: DEFLATE with a window of 64 KiB and lengths up to 65,538. Throws `damaged` after what came out before. */
export async function* inflate64(pull: Pull): AsyncGenerator<Buffer> {
  const history = new History(windowSize, 4 * 1024 * 1024);
  let bit = 0;
  const pass = (reader: LowBits): void => {
    if (reader.cut) fail('damaged', 'Deflate64');
    pull.take(reader.position >> 3);
    bit = reader.position & 7;
  };
  for (let last = false; !last; ) {
    const reader = new LowBits(await pull.peek(longestTables), bit);
    last = reader.bits(1) === 1;
    const kind = reader.bits(2);
    if (kind === 0) {
      reader.align();
      const length = reader.bits(16);
      const inverse = reader.bits(16);
      pass(reader);
      if (length + inverse !== 0xffff) fail('damaged', 'Deflate64');
      const bytes = await pull.bytes(length);
      history.ensure(length);
      history.append(bytes);
      yield history.take();
      if (bytes.length < length) fail('damaged', 'Deflate64');
      continue;
    }
    const codes = kind === 1 ? fixed() : kind === 2 ? dynamic(reader) : fail('damaged', 'Deflate64');
    pass(reader);
    for (let more = true; more; ) {
      const window = await pull.peek(slice);
      const safe = pull.ended ? Number.POSITIVE_INFINITY : window.length - longestSymbol;
      const within = new LowBits(window, bit);
      history.ensure(slice + longestMatch);
      try {
        more = symbols(within, codes, history, safe * 8);
      } catch (error) {
        yield history.take();
        throw error;
      }
      yield history.take();
      pass(within);
    }
  }
  if (bit > 0) pull.take(1);
}

/** Decodes until the block ends (false), or more input or room is needed (true). */
function symbols(reader: LowBits, { literals, distances }: Codes, history: History, safe: number): boolean {
  const end = history.at + slice;
  while (history.at < end && reader.position < safe) {
    const symbol = literals.next(reader);
    if (reader.cut) fail('damaged', 'Deflate64');
    if (symbol < 256) {
      history.put(symbol);
      continue;
    }
    if (symbol === 256) return false;
    const base = lengthBases[symbol - 257] ?? fail('damaged', 'Deflate64');
    const length = base + reader.bits(lengthBits[symbol - 257] as number);
    const code = distances.next(reader);
    const distance = distanceBase(code) + reader.bits(distanceBits(code));
    if (distance > history.reach) fail('damaged', 'Deflate64');
    history.repeat(distance, length);
  }
  return true;
}

function fixed(): Codes {
  const lengths = Uint8Array.from({ length: 288 }, (_, symbol) =>
    symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8,
  );
  return { literals: new PrefixCode(lengths), distances: new PrefixCode(new Uint8Array(32).fill(5)) };
}

function dynamic(reader: LowBits): Codes {
  const literalCount = reader.bits(5) + 257;
  const distanceCount = reader.bits(5) + 1;
  const codeCount = reader.bits(4) + 4;
  const codeLengths = new Uint8Array(19);
  for (const symbol of codeOrder.slice(0, codeCount)) codeLengths[symbol] = reader.bits(3);
  const code = new PrefixCode(codeLengths);
  const lengths = new Uint8Array(literalCount + distanceCount);
  for (let at = 0; at < lengths.length; ) {
    const symbol = code.next(reader);
    let repeat = 1;
    let length = symbol;
    if (symbol === 16) {
      if (at === 0) fail('damaged', 'Deflate64');
      length = lengths[at - 1] as number;
      repeat = 3 + reader.bits(2);
    } else if (symbol > 16) {
      length = 0;
      repeat = symbol === 17 ? 3 + reader.bits(3) : 11 + reader.bits(7);
    }
    if (at + repeat > lengths.length || reader.cut) fail('damaged', 'Deflate64');
    lengths.fill(length, at, at + repeat);
    at += repeat;
  }
  return {
    literals: new PrefixCode(lengths.subarray(0, literalCount)),
    distances: new PrefixCode(lengths.subarray(literalCount)),
  };
}
