import { type KeyObject, createCipheriv } from 'node:crypto';
import { fail } from '../../errors/index.ts';
import type { RunningHash } from './hash.ts';
import { type Header, type Run, mostChunks, nonceOf, tagBytes } from './layout.ts';
import { writeTrailer } from './trailer.ts';

/** Where sealing stands. */
export interface Progress {
  readonly header: Header;
  /** The last one is running. */
  readonly runs: readonly Run[];
  /** Chunks sealed. */
  readonly chunks: number;
  /** Plain text that is not sealed yet, a chunk at most. */
  readonly tail: Uint8Array;
}

export interface Sealed {
  /** SHA-256 of the plain text. */
  readonly sha256: Uint8Array;
  /** Bytes of plain text. */
  readonly length: number;
}

/**
 * Seals plain text pushed in pieces of any size. A full chunk waits until there is more, since the last one is marked.
 * No two chunks of a run share a nonce, and no two sealers a run.
 */
export class ChunkSealer {
  readonly #header: Header;
  readonly #runs: readonly Run[];
  readonly #key: KeyObject;
  readonly #hash: RunningHash;
  readonly #tail: Uint8Array;
  #held = 0;
  #chunks: number;

  constructor({ header, runs, chunks, tail }: Progress, hash: RunningHash) {
    const run = runs.at(-1) ?? fail('internal', 'sealer without a run');
    this.#header = header;
    this.#runs = runs;
    this.#key = header.keyOf(run);
    this.#hash = hash;
    this.#chunks = chunks;
    this.#tail = new Uint8Array(header.chunkBytes);
    this.#tail.set(tail);
    this.#held = tail.length;
  }

  get progress(): Progress {
    return {
      header: this.#header,
      runs: this.#runs,
      chunks: this.#chunks,
      tail: this.#tail.subarray(0, this.#held),
    };
  }

  /** Bytes of plain text so far. */
  get length(): number {
    return this.#chunks * this.#header.chunkBytes + this.#held;
  }

  /** What has become ready, in order: fresh bytes that nobody else writes to. `plain` may be used again. */
  push(plain: Uint8Array): Uint8Array[] {
    this.#hash.update(plain);
    const { chunkBytes } = this.#header;
    const ready: Uint8Array[] = [];
    for (let from = 0; from < plain.length; ) {
      if (this.#held === chunkBytes) this.#sealTail(ready);
      if (this.#held === 0 && plain.length - from > chunkBytes) {
        this.#seal(plain.subarray(from, from + chunkBytes), 'inner', ready);
        from += chunkBytes;
        continue;
      }
      const part = plain.subarray(from, from + chunkBytes - this.#held);
      this.#tail.set(part, this.#held);
      this.#held += part.length;
      from += part.length;
    }
    return ready;
  }

  /** The last chunk and the trailer; nothing may be pushed afterwards. */
  finish(): Sealed & { readonly ready: Uint8Array[] } {
    const { length } = this;
    const ready: Uint8Array[] = [];
    this.#seal(this.#tail.subarray(0, this.#held), 'last', ready);
    const sha256 = this.#hash.digest();
    ready.push(writeTrailer(this.#header, { sha256, length, runs: this.#runs }));
    this.#tail.fill(0);
    return { sha256, length, ready };
  }

  #sealTail(ready: Uint8Array[]): void {
    this.#seal(this.#tail, 'inner', ready);
    this.#held = 0;
  }

  #seal(plain: Uint8Array, place: 'inner' | 'last', ready: Uint8Array[]): void {
    if (this.#chunks >= mostChunks) fail('limit-bytes');
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonceOf(this.#chunks, place), { authTagLength: tagBytes });
    this.#chunks += 1;
    ready.push(cipher.update(plain));
    cipher.final();
    ready.push(cipher.getAuthTag());
  }
}
