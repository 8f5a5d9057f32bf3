import { fail } from '#platform/errors';
import type { Pull } from '../pull.ts';
import { longestMatch, longestSymbol, LzmaDecoder, readProperties } from './decoder.ts';
import { History } from './history.ts';

const slice = 64 * 1024;

/** How one LZMA stream is packed. */
export interface LzmaStream {
  /** The byte that holds lc, lp and pb. */
  readonly properties: number;
  readonly windowSize: number;
  /** Bytes that come out; undefined where a mark ends the stream. */
  readonly size: number | undefined;
  /** Bytes that the history may take. */
  readonly most: number;
}

/** A stream of LZMA (not LZMA2) without any header. Throws `damaged` where it breaks, after what came out before. */
export async function* lzma(pull: Pull, { properties, windowSize, size, most }: LzmaStream): AsyncGenerator<Buffer> {
  const history = new History(windowSize, most);
  const decoder = new LzmaDecoder(history);
  decoder.setProperties(readProperties(properties));
  decoder.begin(await pull.bytes(5));
  let left = size ?? Number.POSITIVE_INFINITY;
  while (left > 0 && !decoder.ended) {
    const input = await pull.peek(slice);
    const whole = pull.ended;
    history.ensure(slice + longestMatch);
    const before = history.at;
    let at: number;
    try {
      at = decoder.run(input, 0, whole ? input.length + 1 : input.length - longestSymbol, Math.min(slice, left));
    } catch (error) {
      if (history.at > before) yield history.take();
      throw error;
    }
    const cut = at > input.length;
    left -= history.at - before;
    pull.take(Math.min(at, input.length));
    if (history.at > before) yield history.take();
    if (cut || left < 0) fail('damaged', 'LZMA stream');
  }
  if (size !== undefined && left > 0) fail('damaged', 'LZMA stream');
  const input = await pull.peek(1);
  pull.take(decoder.settle(input, 0));
}

/** Bytes of the window that a property byte of LZMA2 states. */
export function lzma2Window(byte: number): number {
  if (byte > 40) fail('damaged', 'LZMA2 properties');
  return byte === 40 ? 0xffffffff : (2 | (byte & 1)) * 2 ** ((byte >> 1) + 11);
}

/** LZMA2: chunks, packed or stored, up to a zero byte. */
export async function* lzma2(pull: Pull, windowSize: number, most: number): AsyncGenerator<Buffer> {
  const history = new History(windowSize, most);
  const decoder = new LzmaDecoder(history);
  let needs: 'window' | 'properties' | 'state' | 'nothing' = 'window';
  for (;;) {
    const control = (await pull.bytes(1))[0];
    if (control === undefined) fail('damaged', 'LZMA2 chunk');
    if (control === 0) return;
    if (control === 1 || control >= 0xe0) {
      history.reset();
      decoder.position = 0;
      needs = 'properties';
    } else if (needs === 'window') fail('damaged', 'LZMA2 chunk');
    if (control < 0x80) {
      if (control > 2) fail('damaged', 'LZMA2 chunk');
      yield* stored(pull, history, decoder);
      continue;
    }
    const sizes = await pull.bytes(4);
    if (sizes.length < 4) fail('damaged', 'LZMA2 chunk');
    const unpacked = ((control & 0x1f) << 16) + sizes.readUInt16BE(0) + 1;
    const packed = sizes.readUInt16BE(2) + 1;
    if (control >= 0xc0) {
      const properties = readProperties((await pull.bytes(1))[0] ?? 255);
      if (properties.literalContext + properties.literalPosition > 4) fail('damaged', 'LZMA2 properties');
      decoder.setProperties(properties);
    } else if (needs === 'properties') fail('damaged', 'LZMA2 chunk');
    else if (control >= 0xa0) decoder.resetState();
    needs = 'nothing';
    yield* chunk(await pull.bytes(packed), packed, unpacked, history, decoder);
  }
}

async function* stored(pull: Pull, history: History, decoder: LzmaDecoder): AsyncGenerator<Buffer> {
  const size = await pull.bytes(2);
  if (size.length < 2) fail('damaged', 'LZMA2 chunk');
  const length = size.readUInt16BE(0) + 1;
  const bytes = await pull.bytes(length);
  history.ensure(bytes.length);
  history.append(bytes);
  decoder.position += bytes.length;
  yield history.take();
  if (bytes.length < length) fail('damaged', 'LZMA2 chunk');
}

function* chunk(
  input: Buffer,
  packed: number,
  unpacked: number,
  history: History,
  decoder: LzmaDecoder,
): Generator<Buffer> {
  decoder.begin(input);
  let at = 5;
  for (let left = unpacked; left > 0; ) {
    history.ensure(slice + longestMatch);
    const before = history.at;
    try {
      at = decoder.run(input, at, input.length + 1, Math.min(slice, left));
    } catch (error) {
      if (history.at > before) yield history.take();
      throw error;
    }
    left -= history.at - before;
    if (history.at > before) yield history.take();
    if (at > input.length || left < 0 || decoder.ended) fail('damaged', 'LZMA2 chunk');
  }
  at = decoder.settle(input, at);
  if (at !== packed || !decoder.settled) fail('damaged', 'LZMA2 chunk');
}
