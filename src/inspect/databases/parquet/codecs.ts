import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { Compressors } from 'hyparquet';
import { fail } from '#platform/errors';
import { snappy } from './snappy.ts';

/**
 * Every codec of Parquet but LZO. A page that states more bytes than `most` is refused before memory is taken for it, and
 * none unpacks to more than it states.
 */
export function codecs(most: number): Compressors {
  const bounded =
    (unpack: (input: Uint8Array, length: number) => Uint8Array) =>
    (input: Uint8Array, length: number): Uint8Array => {
      if (!(length >= 0)) fail('damaged');
      if (length > most) fail('limit-memory');
      // The stated length is checked by who asked: what is longer ends here.
      return length === 0 ? new Uint8Array(0) : unpack(input, length);
    };
  return {
    SNAPPY: bounded(snappy),
    GZIP: bounded((input, maxOutputLength) => gunzipSync(input, { maxOutputLength })),
    BROTLI: bounded((input, maxOutputLength) => brotliDecompressSync(input, { maxOutputLength })),
    ZSTD: bounded((input, maxOutputLength) => zstdDecompressSync(input, { maxOutputLength })),
    LZ4_RAW: bounded(lz4),
    LZ4: bounded((input, length) => (isFramed(input, length) ? framed(input, length) : lz4(input, length))),
  };
}

/** Hadoop puts before each block how long it is, unpacked and packed; other programs wrote blocks as they are. */
function isFramed(input: Uint8Array, length: number): boolean {
  if (input.length < 8) return false;
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  return view.getUint32(0) <= length && view.getUint32(4) <= input.length - 8;
}

function framed(input: Uint8Array, length: number): Uint8Array {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const output = new Uint8Array(length);
  let to = 0;
  for (let at = 0; at + 8 <= input.length; ) {
    const unpacked = view.getUint32(at);
    const packed = view.getUint32(at + 4);
    if (unpacked > length - to || packed > input.length - at - 8) fail('damaged');
    output.set(lz4(input.subarray(at + 8, at + 8 + packed), unpacked), to);
    to += unpacked;
    at += 8 + packed;
  }
  return output;
}

/** One block (lz4_Block_format.md): literals, then a copy of what came before, again and again. */
function lz4(input: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  let at = 0;
  let to = 0;
  const more = (start: number): number => {
    let count = start;
    for (let goesOn = start === 15; goesOn; ) {
      if (at >= input.length) fail('damaged');
      const byte = input[at++] ?? 0;
      count += byte;
      goesOn = byte === 255;
    }
    return count;
  };
  while (at < input.length) {
    const token = input[at++] ?? 0;
    const literals = more(token >> 4);
    if (literals > input.length - at || literals > length - to) fail('damaged');
    output.set(input.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    if (at >= input.length) break;
    const back = (input[at] ?? 0) | ((input[at + 1] ?? 0) << 8);
    at += 2;
    const copied = more(token & 15) + 4;
    if (back === 0 || back > to || copied > length - to) fail('damaged');
    for (const end = to + copied; to < end; to += 1) output[to] = output[to - back] ?? 0;
  }
  if (to !== length) fail('damaged');
  return output;
}
