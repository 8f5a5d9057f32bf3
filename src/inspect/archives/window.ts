import type { Input } from '../contract.ts';

const windowSize = 256 * 1024;

/** Bytes [from, to) of an input, as a stream of windows; ends early where the input does. */
export async function* windows(input: Input, from: number, to: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; ) {
    const bytes = await input.read(at, Math.min(windowSize, to - at));
    if (bytes.length === 0) return;
    yield bytes;
    at += bytes.length;
  }
}

/** Bytes as a Buffer over the same memory. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
