import { constants } from 'node:fs';
import { mkdtemp, open, rm, rmdir, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { CofferdamError } from '../errors/index.ts';

/** A file without a name: it exists as long as it is open. Writes go to its end. */
export interface NamelessFile {
  /** Bytes written so far. */
  readonly size: number;
  append(bytes: Uint8Array): Promise<void>;
  /** Fills `into` from `position`; what was never written is an error. */
  read(into: Uint8Array, position: number): Promise<void>;
  close(): Promise<void>;
}

/** `disk-full` where there is no room (or the quota or file size limit is met), `output-failed` for the rest. */
function refuse(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const full = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
  throw new CofferdamError(full ? 'disk-full' : 'output-failed', 'temporary files', error);
}

/**
 * Opens a file in a private folder (0700) below `folder`, then removes its name and the folder at once: a process that
 * is killed leaves nothing behind, and nobody else can open it. Where open files cannot be unlinked (Windows) they go
 * when they are closed.
 */
export async function openNameless(folder: string): Promise<NamelessFile> {
  let handle: FileHandle;
  let left: string | undefined;
  try {
    const home = await mkdtemp(join(folder, 'cofferdam-'));
    const path = join(home, 'spill');
    handle = await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600);
    try {
      await unlink(path);
      await rmdir(home);
    } catch {
      left = home;
    }
  } catch (error) {
    refuse(error);
  }
  let size = 0;
  return {
    get size() {
      return size;
    },
    async append(bytes) {
      try {
        for (let done = 0; done < bytes.length; ) {
          const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, size);
          done += bytesWritten;
          size += bytesWritten;
        }
      } catch (error) {
        refuse(error);
      }
    },
    async read(into, position) {
      try {
        for (let done = 0; done < into.length; ) {
          const { bytesRead } = await handle.read(into, done, into.length - done, position + done);
          if (bytesRead === 0) throw new Error('short read');
          done += bytesRead;
        }
      } catch (error) {
        refuse(error);
      }
    },
    async close() {
      await handle.close();
      if (left !== undefined) await rm(left, { recursive: true, force: true });
    },
  };
}
