import { createHmac } from 'node:crypto';
import { fail } from '../../errors/index.ts';
import { type DataKey, subkey } from '../keys/data-key.ts';

/** Where a blob is. */
export interface BlobPlace {
  /** Lower-case letters, digits and hyphens. */
  readonly incident: string;
  /** 64 hex digits; see `nameOf`. */
  readonly name: string;
}

export interface BlobStat {
  readonly place: BlobPlace;
  /** Bytes as they lie, sealed. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly written: number;
}

/** What lies in the store and counts as no blob. */
export interface Leftover {
  /** `put`: cut off while it was written; `upload`: may go on; `foreign`: put there by something else. */
  readonly kind: 'put' | 'upload' | 'foreign';
  /** The id of an upload; else the path below the store. */
  readonly id: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly written: number;
}

/** `present`: there was a blob of this name already, and it stays. */
export type Kept = 'added' | 'present';

/** A blob that is being written in pieces, perhaps by several processes one after the other. */
export interface PartialBlob {
  /** Bytes so far. */
  readonly size: number;
  /** Takes the pieces over: they must not change afterwards. May return before they are written; see `sync`. */
  append(pieces: readonly Uint8Array[]): Promise<void>;
  /** When this returns a loss of power loses none of the bytes. */
  sync(): Promise<void>;
  /** Makes it a blob, whole and on the disk, or drops it where there is one of this name. Ends the writing. */
  keep(place: BlobPlace): Promise<Kept>;
  /** Leaves it as it is, to go on later. */
  close(): Promise<void>;
  discard(): Promise<void>;
}

/**
 * Bytes by name. Names never change what they stand for: a blob is there whole or not at all, and is never replaced.
 * All fail with `blob-name-invalid` for names that are none, `disk-full`, `output-failed`, `not-readable`. Tests that
 * hold for every implementation are in testing/store-contract.ts.
 */
export interface BlobStore {
  /** Writes a stream of unknown length; `place` is asked when it has ended. Nothing is left of a stream that fails. */
  put(bytes: AsyncIterable<Uint8Array>, place: () => BlobPlace): Promise<Kept>;
  /** All bytes in order; `blob-missing`. */
  get(place: BlobPlace): AsyncGenerator<Uint8Array>;
  /** Bytes [offset, offset + length), fewer at the end; `blob-missing`. */
  read(place: BlobPlace, offset: number, length: number): Promise<Uint8Array>;
  stat(place: BlobPlace): Promise<BlobStat | undefined>;
  /** False where there was none. */
  remove(place: BlobPlace): Promise<boolean>;
  /** Blobs of one incident, or of all; in no order. */
  list(incident?: string): AsyncGenerator<BlobStat>;
  /**
   * Goes on with an upload where it had `size` bytes; 0 starts it. What lies behind them was never acknowledged and is
   * cut off. `suspended-broken` where fewer are there. One at a time: the caller keeps others out.
   */
  resume(upload: string, size: number): Promise<PartialBlob>;
  /** What is left of puts and uploads that this process is not writing, and whatever else does not belong there. */
  leftovers(): AsyncGenerator<Leftover>;
  /** Removes a leftover of a put or an upload. False where it is gone already. */
  discard(leftover: Leftover): Promise<boolean>;
}

/**
 * The name of a blob: HMAC of the SHA-256 of its plain text under a key of the incident. Equal content has one name
 * within an incident; without the key a name does not tell whether it is that of a file one has.
 */
export function nameOf(key: DataKey, sha256: Uint8Array): BlobPlace {
  return { incident: key.incident, name: createHmac('sha256', subkey(key, 'names')).update(sha256).digest('hex') };
}

export const isId = (text: string): boolean => /^[a-z0-9][a-z0-9-]{0,63}$/.test(text);
export const isName = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** Names become paths and addresses: what could lead elsewhere stops here. The message does not repeat it. */
export function checkPlace({ incident, name }: BlobPlace): void {
  if (!isId(incident)) fail('blob-name-invalid', 'incident');
  if (!isName(name)) fail('blob-name-invalid', 'blob');
}
