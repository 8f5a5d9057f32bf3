import { fail } from '#platform/errors';
import type { Input } from '../contract.ts';

/** Bytes taken from an input at a time. */
export const chunkBytes = 1 << 18;

/** An input whose size is known and that can be read anywhere. */
export interface RandomInput extends Input {
  readonly size: number;
}

/** The input itself where its size is known; else its bytes, held in memory up to `maxHeld`. */
export async function randomAccess(input: Input, maxHeld: number): Promise<RandomInput> {
  const { size } = input;
  if (size !== undefined) {
    return { size, read: (offset, length) => input.read(offset, length), stream: () => input.stream() };
  }
  return heldInput(await hold(input.stream(), maxHeld));
}

/** An input over bytes in memory. */
export function heldInput(held: Uint8Array): RandomInput {
  return {
    size: held.length,
    read: (offset, length) => Promise.resolve(held.subarray(offset, offset + length)),
    stream: () => range(held, 0, held.length),
  };
}

/** All bytes of a stream. Throws `limit-memory` beyond `maxHeld`. */
export async function hold(source: AsyncIterable<Uint8Array>, maxHeld: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const part of source) {
    total += part.length;
    if (total > maxHeld) fail('limit-memory');
    parts.push(Uint8Array.from(part));
  }
  const all = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Bytes [start, end) of an input in chunks; ends early where the input does. */
export async function* range(input: Input | Uint8Array, start: number, end: number): AsyncGenerator<Uint8Array> {
  if (input instanceof Uint8Array) {
    for (let at = start; at < end; at += chunkBytes) yield input.subarray(at, Math.min(end, at + chunkBytes));
    return;
  }
  for (let at = start; at < end; ) {
    const bytes = await input.read(at, Math.min(chunkBytes, end - at));
    if (bytes.length === 0) return;
    yield bytes;
    at += bytes.length;
  }
}

/** The next `length` bytes at `offset`, or `damaged` where the input ends before. */
export async function exactly(input: Input, offset: number, length: number): Promise<DataView> {
  const bytes = await input.read(offset, length);
  if (bytes.length < length) fail('damaged');
  return new DataView(bytes.buffer, bytes.byteOffset, length);
}
