import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { readIndexHeader, type IndexHeader, type KnownValues } from '#inspect';
import { fail } from '#platform/errors';

/** An index of known values, open for this process and for the readers that it starts. */
export interface OpenIndex extends KnownValues {
  readonly descriptor: number;
  readonly header: IndexHeader;
  /** Bytes that each process holds of it. */
  readonly loadedBytes: number;
  close(): void;
}

/** Pages and postings at hand, beside what is loaded. */
const cacheBytes = 32 * 1024 * 1024;

/**
 * Opens an index and makes sure that it is whole and of this key. Fails with `not-found`, `not-readable`, `index-unknown`,
 * `index-damaged` or `index-key-wrong`.
 */
export function openIndex(path: string, key: Uint8Array): OpenIndex {
  const descriptor = openFile(path);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) fail('not-readable', path);
    const file = { name: path, key, size: stats.size, read: readAt(descriptor) };
    const header = readIndexHeader(file, key, path);
    const { directory, bloom, gate } = header.sections;
    const loadedBytes = directory.bytes + bloom.bytes + gate.bytes + cacheBytes;
    return { ...file, descriptor, header, loadedBytes, close: () => closeSync(descriptor) };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

/** Reads at any place of an open file; the position of the file, which processes share, is left alone. */
export function readAt(descriptor: number): (into: Uint8Array, position: number) => void {
  return (into, position) => {
    for (let done = 0; done < into.length; ) {
      const count = readSync(descriptor, into, done, into.length - done, position + done);
      if (count === 0) fail('index-damaged', 'it ends before its last page');
      done += count;
    }
  };
}

function openFile(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return fail(isMissing ? 'not-found' : 'not-readable', path, error);
  }
}
