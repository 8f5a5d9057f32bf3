import { constants } from 'node:fs';
import { chmod, mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CofferdamError } from '#platform/errors';

/** What the file system refuses outside of the data folder: `disk-full` (or a quota), else `output-failed`. */
export function refuseWrite(error: unknown, where: string): never {
  if (error instanceof CofferdamError) throw error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const full = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
  throw new CofferdamError(full ? 'disk-full' : 'output-failed', where, error);
}

/** Makes a folder for its user alone (0700), on the disk when this returns; its parent must be there. */
export async function makePrivateFolder(path: string): Promise<void> {
  try {
    const made = await mkdir(path, { mode: 0o700 }).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return false;
        throw error;
      },
    );
    if (!made) return;
    // The umask may have taken rights that the owner needs.
    await chmod(path, 0o700);
    await syncFolder(dirname(path));
  } catch (error) {
    refuseWrite(error, path);
  }
}

/** Names made or moved in a folder survive a loss of power only after this. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Writes a new file (0600) piece by piece, on the disk when this returns. Fails where the name is taken. */
export async function writeNew(path: string, pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
  try {
    const handle = await open(path, 'wx', 0o600);
    try {
      await handle.writeFile(pieces);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await syncFolder(dirname(path));
  } catch (error) {
    refuseWrite(error, path);
  }
}

/** Puts a small file (0600) in place of what has the name: one or the other is there, whole, at any moment. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const beside = `${path}.new`;
  try {
    const handle = await open(beside, 'w', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, path);
    await syncFolder(dirname(path));
  } catch (error) {
    refuseWrite(error, path);
  }
}
