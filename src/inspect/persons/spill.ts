import type { SpillStore } from '../contract.ts';

/** Bytes kept on disk in order of arrival; can be read again and again. */
export interface SpillLog {
  append(bytes: Uint8Array): Promise<void>;
  read(): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/**
 * What the count of persons needs: the contract's store, with logs. Its sorters are read more than once, and by two
 * readers at a time.
 */
export interface PersonSpill extends SpillStore {
  log(): SpillLog;
}
