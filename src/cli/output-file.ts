import { closeSync, fchmodSync, openSync, writeSync } from 'node:fs';
import { CofferdamError } from '#platform/errors';
import { exitCodes } from './exit.ts';
import type { Write } from './output/reporter.ts';

const bufferedChars = 64 * 1024;

/** Where a result goes. Writing waits for the reader at the other end, so nothing piles up in memory. */
export interface Output {
  readonly write: Write;
  close(): void;
}

/**
 * Opens a file that only its owner may read (0600, also where it was there before with wider rights), or standard
 * output without a path. Fails with `output-failed`.
 */
export function openOutput(path: string | undefined): Output {
  const file = path === undefined ? 1 : openPrivate(path);
  let pending = '';
  const flush = () => {
    if (pending !== '') writeAll(file, Buffer.from(pending), path);
    pending = '';
  };
  return {
    write: (text) => {
      pending += text;
      if (pending.length >= bufferedChars) flush();
    },
    close: () => {
      flush();
      if (path !== undefined) closeSync(file);
    },
  };
}

function openPrivate(path: string): number {
  try {
    const file = openSync(path, 'w', 0o600);
    fchmodSync(file, 0o600);
    return file;
  } catch (error) {
    throw new CofferdamError('output-failed', path, error);
  }
}

const pause = new Int32Array(new SharedArrayBuffer(4));

function writeAll(file: number, bytes: Buffer, path: string | undefined): void {
  let offset = 0;
  while (offset < bytes.byteLength) {
    try {
      offset += writeSync(file, bytes, offset);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // A pipe whose reader is slower than we are, and that somebody set to non-blocking.
      if (code === 'EAGAIN') Atomics.wait(pause, 0, 0, 5);
      else if (code === 'EPIPE') process.exit(exitCodes.internal);
      else throw new CofferdamError('output-failed', path ?? 'standard output', error);
    }
  }
}
