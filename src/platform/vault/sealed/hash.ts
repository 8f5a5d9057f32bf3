import { createHash } from 'node:crypto';
import { createSHA256 } from 'hash-wasm';
import { fail } from '../../errors/index.ts';

/** A running SHA-256. */
export interface RunningHash {
  update(bytes: Uint8Array): void;
  /** 32 bytes; the last call. */
  digest(): Uint8Array;
}

export interface SavableHash extends RunningHash {
  /** 116 bytes, up to 63 of the plain text among them: to be sealed wherever it goes. */
  save(): Uint8Array;
}

/** OpenSSL's: 1,780 MB/s, but its state cannot be had. */
export function fastHash(): RunningHash {
  const hash = createHash('sha256');
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
}

/** WebAssembly: 380 MB/s. `suspended-broken` for a state that another version of the library saved. */
export async function savableHash(state?: Uint8Array): Promise<SavableHash> {
  const hash = await createSHA256();
  try {
    if (state !== undefined) hash.load(state);
  } catch {
    fail('suspended-broken', 'saved by another version');
  }
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest('binary'), save: () => hash.save() };
}
