import { closeSync, fchmodSync, fstatSync, openSync, writeSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
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

/** Real paths of the files that will be written, those that are not there yet as well. */
export async function outputPlaces(paths: readonly (string | undefined)[]): Promise<ReadonlySet<string>> {
  const places = new Set<string>();
  for (const path of paths) {
    if (path === undefined) continue;
    const folder = await realpath(dirname(path)).catch(() => dirname(path));
    places.add(await realpath(path).catch(() => join(folder, basename(path))));
  }
  return places;
}

function openPrivate(path: string): number {
  try {
    const file = openSync(path, 'w', 0o600);
    // A device such as /dev/null belongs to all: as root this would take it from them.
    if (fstatSync(file).isFile()) fchmodSync(file, 0o600);
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
