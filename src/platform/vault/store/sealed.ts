import { fail } from '../../errors/index.ts';
import type { DataKey } from '../keys/data-key.ts';
import { type OpenedBlob, openSealed } from '../sealed/open.ts';
import { seal } from '../sealed/seal.ts';
import type { Sealed } from '../sealed/sealer.ts';
import { openSealer } from '../sealed/suspend.ts';
import { type BlobPlace, type BlobStore, type Kept, nameOf } from './store.ts';

/** A blob that was sealed and stored. */
export interface Stored extends Sealed {
  readonly place: BlobPlace;
  readonly kept: Kept;
}

/**
 * Seals a stream into the store. Where the incident has the same bytes already, these are read through before they are
 * trusted in place of the new ones: `sealed-broken` where they are damaged.
 */
export async function putSealed(
  store: BlobStore,
  key: DataKey,
  source: AsyncIterable<Uint8Array>,
  chunkBytes?: number,
): Promise<Stored> {
  let sealed: Sealed | undefined;
  const sealing = async function* (): AsyncGenerator<Uint8Array> {
    sealed = yield* seal(key, source, chunkBytes);
  };
  const end = (): Sealed => sealed ?? fail('internal', 'stored before it was sealed');
  const kept = await store.put(sealing(), () => nameOf(key, end().sha256));
  return confirm(store, key, end(), kept);
}

/** Opens a stored blob. `blob-missing`, `key-wrong`, and `sealed-broken` also for another blob put under this name. */
export async function openStored(store: BlobStore, key: DataKey, place: BlobPlace): Promise<OpenedBlob> {
  const { size } = (await store.stat(place)) ?? fail('blob-missing', place.name);
  const opened = await openSealed(key, { size, read: (offset, length) => store.read(place, offset, length) });
  if (nameOf(key, opened.sha256).name !== place.name) fail('sealed-broken', `${place.name}: another blob`);
  return opened;
}

/** A place in an upload from which it can go on. */
interface Suspended {
  readonly state: Uint8Array;
  /** Bytes of plain text before it. */
  readonly length: number;
}

/** An upload that is sealed as it comes and goes on in any process. */
export interface SealedUpload {
  /** Bytes of plain text taken so far. */
  readonly length: number;
  append(plain: Uint8Array): Promise<void>;
  /**
   * What `openUpload` needs to go on from here. When it returns, all it builds on is on the disk; store it, then
   * acknowledge its bytes. The upload may go on, also before this returns: then it has more bytes by then. One at a time.
   */
  suspend(): Promise<Suspended>;
  finish(): Promise<Stored>;
  /** Ends it here; goes on from the last state. */
  close(): Promise<void>;
  /** Removes what there is of it. */
  discard(): Promise<void>;
}

export interface UploadInit {
  readonly store: BlobStore;
  readonly key: DataKey;
  /** Lower-case letters, digits and hyphens. One process at a time writes to it: the caller sees to that. */
  readonly upload: string;
  /** What `suspend` gave last; without it the upload starts from its beginning. */
  readonly state?: Uint8Array;
  /** @default 64 KiB */
  readonly chunkBytes?: number;
}

/** Starts an upload or goes on with it; `suspended-broken` where state and stored bytes do not fit. */
export async function openUpload({ store, key, ...init }: UploadInit): Promise<SealedUpload> {
  const sealer = await openSealer({ key, ...init });
  const partial = await store.resume(init.upload, sealer.sealedLength);
  return {
    get length() {
      return sealer.length;
    },
    append: (plain) => partial.append(sealer.push(plain)),
    async suspend() {
      await partial.append(sealer.push(new Uint8Array(0)));
      const [state, { length }] = [sealer.suspend(), sealer];
      await partial.sync();
      return { state, length };
    },
    async finish() {
      const { ready, ...sealed } = sealer.finish();
      await partial.append(ready);
      return confirm(store, key, sealed, await partial.keep(nameOf(key, sealed.sha256)));
    },
    close: () => partial.close(),
    discard: () => partial.discard(),
  };
}

async function confirm(store: BlobStore, key: DataKey, sealed: Sealed, kept: Kept): Promise<Stored> {
  const place = nameOf(key, sealed.sha256);
  if (kept === 'present') {
    const opened = await openStored(store, key, place);
    for await (const piece of opened.stream()) if (piece.length === 0) break;
  }
  return { ...sealed, place, kept };
}
