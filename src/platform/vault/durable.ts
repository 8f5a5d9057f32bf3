import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { link, mkdir, open, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CofferdamError } from '../errors/index.ts';

/** `disk-full` where there is no room (or the quota or file size limit is met), `output-failed` for the rest. */
export function refuseWrite(error: unknown, where: string): never {
  if (error instanceof CofferdamError) throw error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const full = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
  throw new CofferdamError(full ? 'disk-full' : 'output-failed', where, error);
}

/** Names made, moved or removed in a folder survive a loss of power only after this. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the folders of `parts` below `root` where they are missing (0700), each on the disk before the next. */
export async function makeFolders(root: string, parts: readonly string[]): Promise<string> {
  let folder = root;
  for (const part of parts) {
    const below = join(folder, part);
    const isNew = await mkdir(below, { mode: 0o700 }).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return false;
        throw error;
      },
    );
    if (isNew) await syncFolder(folder);
    folder = below;
  }
  return folder;
}

/**
 * Gives a written file the name `path` unless something has it: then nothing happens, and it says false. A rename would
 * replace in silence. The old name is gone either way.
 */
export async function giveName(from: string, path: string): Promise<boolean> {
  const isNew = await link(from, path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
  if (isNew) await syncFolder(dirname(path));
  await unlink(from);
  return isNew;
}

/** Writes a small file (0600) that is there whole or not at all; false where the name was taken. */
export function createDurably(path: string, bytes: Uint8Array): Promise<boolean> {
  return writeBeside(path, bytes, (beside) => giveName(beside, path));
}

/** As `createDurably`, in place of what had the name. */
export async function replaceDurably(path: string, bytes: Uint8Array): Promise<void> {
  await writeBeside(path, bytes, async (beside) => {
    await rename(beside, path);
    await syncFolder(dirname(path));
  });
}

async function writeBeside<T>(path: string, bytes: Uint8Array, place: (beside: string) => Promise<T>): Promise<T> {
  const beside = `${path}.${randomBytes(6).toString('hex')}.new`;
  try {
    const handle = await open(beside, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return await place(beside);
  } catch (error) {
    await unlink(beside).catch(() => undefined);
    return refuseWrite(error, path);
  }
}
