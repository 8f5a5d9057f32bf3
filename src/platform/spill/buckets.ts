import type { NamelessFile } from './file.ts';
import { Outbox } from './outbox.ts';

/**
 * Rows thrown into buckets: what belongs together is read together, in order of arrival. Where nothing needs an order
 * beyond that, this takes a fifth of the time of sorting.
 */
export interface Buckets {
  /** Where rows are written; see `room`. Offsets in it are multiples of four wherever lengths are. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Bytes in a bucket. */
  size(bucket: number): number;
  /** Offset in `bytes` for one more row of `length` bytes (a chunk at most), to be filled before the next call. */
  room(bucket: number, length: number): number;
  /** Sees to it that little waits for the disk. To be awaited now and then: full chunks are held in memory until then. */
  drain(): Promise<void>;
  /** The rows of a bucket in pieces of whole rows. A piece is valid until the next is taken. No `room` afterwards. */
  read(bucket: number): AsyncGenerator<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** Bytes of one bucket that are kept together. */
const chunkBytes = 32 * 1024;
/** Chunks that are read while one is worked on. */
const ahead = 4;

interface Chunk {
  readonly position: number;
  readonly length: number;
}

/** Takes 32 KiB of memory a bucket once there is something in it, as much again for each bucket between two drains. */
export function createBuckets(count: number, openFile: () => Promise<NamelessFile>): Buckets {
  let bytes = new Uint8Array(count * chunkBytes);
  let used = new Uint32Array(count);
  const chunks: Chunk[][] = Array.from({ length: count }, () => []);
  const sizes = new Float64Array(count);
  const outbox = new Outbox(openFile);

  /** Makes room in a bucket: its chunk goes to the file. */
  function setAside(bucket: number): void {
    const length = used[bucket] ?? 0;
    const from = bucket * chunkBytes;
    chunks[bucket]?.push({ position: outbox.add(bytes.subarray(from, from + length)), length });
    used[bucket] = 0;
  }

  return {
    get bytes() {
      return bytes;
    },
    size: (bucket) => sizes[bucket] ?? 0,
    room(bucket, length) {
      if ((used[bucket] ?? 0) + length > chunkBytes) setAside(bucket);
      const at = bucket * chunkBytes + (used[bucket] ?? 0);
      used[bucket] = (used[bucket] ?? 0) + length;
      sizes[bucket] = (sizes[bucket] ?? 0) + length;
      return at;
    },
    drain: () => outbox.drain(),
    async *read(bucket) {
      await outbox.settle();
      const own = chunks[bucket] ?? [];
      const rooms = Array.from({ length: Math.min(own.length, ahead + 1) }, () => new Uint8Array(chunkBytes));
      const coming: Promise<Uint8Array<ArrayBuffer>>[] = [];
      const load = async (index: number): Promise<Uint8Array<ArrayBuffer>> => {
        const { position: at, length } = own[index] ?? { position: 0, length: 0 };
        const piece = (rooms[index % rooms.length] ?? new Uint8Array(0)).subarray(0, length);
        await outbox.read(piece, at);
        return piece;
      };
      for (let index = 0; index < own.length; index += 1) {
        for (let next = index + coming.length; next < Math.min(own.length, index + ahead); next += 1) {
          const loaded = load(next);
          loaded.catch(() => undefined);
          coming.push(loaded);
        }
        const piece = await coming.shift();
        if (piece !== undefined) yield piece;
      }
      const from = bucket * chunkBytes;
      if ((used[bucket] ?? 0) > 0) yield bytes.subarray(from, from + (used[bucket] ?? 0));
    },
    close() {
      bytes = new Uint8Array(0);
      used = new Uint32Array(0);
      return outbox.close();
    },
  };
}
