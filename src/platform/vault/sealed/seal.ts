import type { DataKey } from '../keys/data-key.ts';
import { fastHash } from './hash.ts';
import { defaultChunkBytes, newHeader, newRun } from './layout.ts';
import { ChunkSealer, type Sealed } from './sealer.ts';

/**
 * Seals a stream: takes a piece when the pieces of the one before were taken. Holds one chunk of plain text. Returns
 * what only the end tells.
 */
export async function* seal(
  key: DataKey,
  source: AsyncIterable<Uint8Array>,
  chunkBytes = defaultChunkBytes,
): AsyncGenerator<Uint8Array, Sealed> {
  const header = newHeader(key, chunkBytes);
  const sealer = new ChunkSealer({ header, runs: [newRun(0)], chunks: 0, tail: new Uint8Array(0) }, fastHash());
  yield header.bytes;
  for await (const piece of source) yield* sealer.push(piece);
  const { ready, ...sealed } = sealer.finish();
  yield* ready;
  return sealed;
}
