import { randomBytes } from 'node:crypto';
import { createDataKey } from '../keys/data-key.ts';
import { masterKey } from '../keys/master-key.ts';
import type { SealedSource } from '../sealed/open.ts';

export const incidentKey = (incident = 'incident-1') => createDataKey(masterKey(randomBytes(32)), incident).key;

/** Cuts bytes at the given places, taken modulo what is left. */
export function cut(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (const length of lengths) {
    const to = Math.min(bytes.length, from + length);
    pieces.push(bytes.subarray(from, to));
    from = to;
  }
  return [...pieces, bytes.subarray(from)];
}

export async function* stream(pieces: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

export async function gather(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(Uint8Array.from(piece));
  return Buffer.concat(all);
}

export function inMemory(bytes: Uint8Array): SealedSource {
  return { size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) };
}
