import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, chmod, lstat, mkdir, open, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail } from '../../errors/index.ts';
import { makeFolders, refuseWrite, syncFolder } from '../durable.ts';
import { findBlobs, findLeftovers, kindOf } from './folder-walk.ts';
import { PartFile } from './part-file.ts';
import { type BlobPlace, type BlobStore, type Kept, type PartialBlob, checkPlace, isId } from './store.ts';

const blockBytes = 1024 * 1024;

/**
 * Blobs in a folder (files 0600, folders 0700):
 *
 *   blobs/INCIDENT/NA/NAME   whole blobs, by the first two digits of their names
 *   incoming/put-RANDOM      while a stream is written
 *   incoming/upload-ID       while an upload is under way
 *
 * A blob is written and synced under `incoming`, then linked to its name, which fails where the name is taken; then
 * the folder is synced. The file system must know hard links.
 */
export async function openFolderStore(root: string): Promise<BlobStore> {
  const blobs = join(root, 'blobs');
  const incoming = join(root, 'incoming');
  try {
    await mkdir(root, { recursive: true, mode: 0o700 });
    await makeFolders(root, ['blobs']);
    await makeFolders(root, ['incoming']);
    for (const folder of [blobs, incoming]) await chmod(folder, 0o700);
  } catch (error) {
    refuseWrite(error, root);
  }
  /** Names in `incoming` that this process writes to. */
  const busy = new Set<string>();

  const pathOf = (place: BlobPlace): string => {
    checkPlace(place);
    return join(blobs, place.incident, place.name.slice(0, 2), place.name);
  };

  const moveIn = async (file: PartFile, place: BlobPlace): Promise<Kept> => {
    try {
      const path = pathOf(place);
      await makeFolders(blobs, [place.incident, place.name.slice(0, 2)]).catch((error: unknown) =>
        refuseWrite(error, path),
      );
      return (await file.moveTo(path)) ? 'added' : 'present';
    } finally {
      await file.close();
    }
  };

  return {
    async put(bytes, place) {
      const name = `put-${randomBytes(16).toString('hex')}`;
      busy.add(name);
      try {
        const file = await PartFile.create(join(incoming, name));
        try {
          for await (const piece of bytes) await file.append([piece]);
          return await moveIn(file, place());
        } catch (error) {
          await file.discard().catch(() => undefined);
          throw error;
        }
      } finally {
        busy.delete(name);
      }
    },

    async *get(place) {
      const handle = await openBlob(pathOf(place), place);
      try {
        for (let offset = 0; ; ) {
          const piece = await fill(handle, place, offset, blockBytes);
          if (piece.length === 0) return;
          offset += piece.length;
          yield piece;
        }
      } finally {
        await handle.close();
      }
    },

    async read(place, offset, length) {
      const handle = await openBlob(pathOf(place), place);
      try {
        return await fill(handle, place, offset, length);
      } finally {
        await handle.close();
      }
    },

    async stat(place) {
      const found = await lstat(pathOf(place)).catch((error: NodeJS.ErrnoException) =>
        error.code === 'ENOENT' ? undefined : fail('not-readable', place.name, error),
      );
      return found?.isFile() === true ? { place, size: found.size, written: found.mtimeMs } : undefined;
    },

    async remove(place) {
      const path = pathOf(place);
      const isGone = await removed(path);
      if (isGone) await syncFolder(dirname(path));
      return isGone;
    },

    async *list(incident) {
      if (incident !== undefined && !isId(incident)) fail('blob-name-invalid', 'incident');
      yield* findBlobs(blobs, incident);
    },

    async resume(upload, size) {
      if (!isId(upload)) fail('blob-name-invalid', 'upload');
      const name = `upload-${upload}`;
      if (busy.has(name)) fail('internal', 'an upload was resumed while it was written');
      busy.add(name);
      try {
        const file = await PartFile.reopen(join(incoming, name), size);
        return partial(
          file,
          (place) => moveIn(file, place),
          () => busy.delete(name),
        );
      } catch (error) {
        busy.delete(name);
        throw error;
      }
    },

    async *leftovers() {
      yield* findLeftovers(root, busy);
    },

    async discard({ kind, id }) {
      const name = kind === 'upload' ? `upload-${id}` : id.replace('incoming/', '');
      if (kind === 'foreign' || kindOf(name) !== kind || busy.has(name)) fail('blob-name-invalid', 'leftover');
      return removed(join(incoming, name));
    },
  };
}

function partial(file: PartFile, moveIn: (place: BlobPlace) => Promise<Kept>, end: () => void): PartialBlob {
  const ending = async <T>(act: Promise<T>): Promise<T> => {
    try {
      return await act;
    } finally {
      end();
    }
  };
  return {
    get size() {
      return file.size;
    },
    append: (pieces) => file.append(pieces),
    sync: () => file.sync(),
    keep: (place) => ending(moveIn(place)),
    close: () => ending(file.close()),
    discard: () => ending(file.discard()),
  };
}

function openBlob(path: string, { name }: BlobPlace): Promise<FileHandle> {
  return open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch((error: NodeJS.ErrnoException) =>
    fail(error.code === 'ENOENT' ? 'blob-missing' : 'not-readable', name, error),
  );
}

async function fill(handle: FileHandle, { name }: BlobPlace, offset: number, length: number): Promise<Uint8Array> {
  try {
    const size = Math.max(0, Math.min(length, (await handle.stat()).size - offset));
    const bytes = Buffer.allocUnsafe(size);
    for (let have = 0; have < size; ) {
      const { bytesRead } = await handle.read(bytes, have, size - have, offset + have);
      if (bytesRead === 0) return bytes.subarray(0, have);
      have += bytesRead;
    }
    return bytes;
  } catch (error) {
    return fail('not-readable', name, error);
  }
}

function removed(path: string): Promise<boolean> {
  return unlink(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? false : refuseWrite(error, path)),
  );
}
