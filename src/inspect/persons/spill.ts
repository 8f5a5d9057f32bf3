import type { SpillStore } from '../contract.ts';

/** Bytes kept on disk in order of arrival; can be read again and again. */
export interface SpillLog {
  append(bytes: Uint8Array): Promise<void>;
  read(): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** Rows that are read together by bucket, each bucket in order of arrival. */
export interface SpillBuckets {
  /** Where rows are written, at a multiple of four where all lengths are. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Bytes in a bucket. */
  size(bucket: number): number;
  /** Offset in `bytes` for one more row of `length` bytes, to be filled before the next call. */
  room(bucket: number, length: number): number;
  /** To be awaited now and then: until then what does not fit is held in memory. */
  drain(): Promise<void>;
  /** In pieces of whole rows, each valid until the next is taken. No `room` afterwards. */
  read(bucket: number): AsyncIterable<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/**
 * What the count of persons needs: the contract's store, with logs and buckets. Its sorters are read more than once, and by two
 * readers at a time.
 */
export interface PersonSpill extends SpillStore {
  log(): SpillLog;
  buckets(count: number): SpillBuckets;
}
