import { fail } from '#platform/errors';
import type { OpenedBlob } from '#platform/vault';
import type { Input } from '#inspect';
import type { Inspected } from '../inspection.ts';

/** Sealed evidence as inspection reads it: opened chunk by chunk in memory, never on disk. */
export interface StoredInput extends Inspected {
  /** Bytes handed out so far, the size at most: what was read twice counts twice. */
  readonly bytesRead: number;
}

/**
 * Reads fail with `limit-time` when the time is over, and with what `signal` was aborted with as soon as it is.
 *
 * @param milliseconds for the whole of the run
 */
export function storedInput(blob: OpenedBlob, milliseconds: number, signal: AbortSignal): StoredInput {
  const end = performance.now() + milliseconds;
  let read = 0;
  const check = (): void => {
    signal.throwIfAborted();
    if (performance.now() > end) fail('limit-time');
  };
  // Whoever reads in order looks for a place to cut, or hashes; readers in children ask for what they want.
  const stream = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of blob.stream()) {
      check();
      yield piece;
    }
  };
  const input: Input = {
    size: blob.size,
    async read(offset, length) {
      check();
      const bytes = await blob.read(offset, length);
      read += bytes.byteLength;
      return bytes;
    },
    stream,
  };
  return {
    input,
    // What is in the vault never changes, and each chunk is authenticated when it is read.
    verify: () => Promise.resolve(undefined),
    get bytesRead() {
      return Math.min(read, blob.size);
    },
  };
}
