import { type FileHandle, open } from 'node:fs/promises';
import { CofferdamError, fail } from '#platform/errors';
import type { Inspected } from '#server/inspection';
import type { DiskPath } from './walk.ts';

const chunkBytes = 1024 * 1024;

/** A file opened for inspection, with what was true of it then. */
export interface OpenFile extends Inspected {
  /** Bytes handed out in order so far, for progress. */
  readonly progress: () => number;
  close(): Promise<void>;
}

/** Opens a regular file whose reads fail with `limit-time` after so many seconds; fails with `not-readable`. */
export function openFor(path: DiskPath, maxSeconds: number): Promise<OpenFile> {
  const end = performance.now() + maxSeconds * 1000;
  return openFile(path, () => performance.now() > end);
}

/** Opens a regular file; fails with `not-readable`. After `deadline()` turns true, reads fail with `limit-time`. */
async function openFile(path: DiskPath, deadline: () => boolean): Promise<OpenFile> {
  const handle = await open(path, 'r').catch((error: unknown) => fail('not-readable', '', error));
  const before = await handle.stat({ bigint: true });
  let reached = 0;
  const read = async (offset: number, length: number) => {
    if (deadline()) fail('limit-time');
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, Number(before.size) - offset)));
    const bytes = await fill(handle, buffer, offset);
    reached = Math.max(reached, offset + bytes.byteLength);
    return bytes;
  };
  return {
    input: { size: Number(before.size), read, stream: () => inOrder(read) },
    progress: () => reached,
    verify: async () => {
      const after = await handle.stat({ bigint: true });
      return after.size === before.size && after.mtimeNs === before.mtimeNs ? undefined : 'changed-while-read';
    },
    close: () => handle.close(),
  };
}

async function fill(handle: FileHandle, buffer: Buffer, offset: number): Promise<Uint8Array> {
  let have = 0;
  while (have < buffer.byteLength) {
    const { bytesRead } = await handle.read(buffer, have, buffer.byteLength - have, offset + have).catch(readFailed);
    if (bytesRead === 0) break;
    have += bytesRead;
  }
  return buffer.subarray(0, have);
}

function readFailed(error: unknown): never {
  throw new CofferdamError('not-readable', '', error);
}

async function* inOrder(read: (offset: number, length: number) => Promise<Uint8Array>): AsyncIterable<Uint8Array> {
  let offset = 0;
  let next = read(0, chunkBytes);
  for (;;) {
    const chunk = await next;
    if (chunk.byteLength === 0) return;
    offset += chunk.byteLength;
    // The disk reads ahead while the chunk is worked on.
    next = read(offset, chunkBytes);
    next.catch(() => undefined);
    yield chunk;
  }
}
