import { readdir, realpath, rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { openFolder } from '#platform/db';
import { codeOf, fail } from '#platform/errors';
import { type BlobPlace, type BlobStore, type MasterKey, openFolderStore } from '#platform/vault';
import { readBlobList, type Copied, keyOf } from './blobs.ts';
import { blobList, partOf, readManifest } from './manifest.ts';
import { readSealedFile } from './sealed-file.ts';

/** Where a backup goes, locked against others. */
export interface Place {
  readonly path: string;
  /** Of the backup that is there already. */
  readonly installation: string | undefined;
  /** Its blobs, by `keyOf`. */
  readonly earlier: ReadonlyMap<string, Copied>;
  readonly store: BlobStore;
  /** Removes what does not belong to the backup of this id, which is the one that the folder holds now. */
  dropOthers(id: string): Promise<void>;
  close(): Promise<void>;
}

const vault = 'vault';

/** Where a blob of a backup lies: as a store in a folder keeps it, so that backups may be read where nobody can write. */
export function blobFile(folder: string, { incident, name }: BlobPlace): string {
  return join(folder, vault, 'blobs', incident, name.slice(0, 2), name);
}

/**
 * Opens the folder for a backup: missing, empty, or with an earlier one of the same master key. `backup-place` for any
 * other, and for one within the data folder or around it.
 */
export async function openPlace({
  to,
  data,
  master,
}: {
  readonly to: string;
  readonly data: string;
  readonly master: MasterKey;
}): Promise<Place> {
  const folder = await openFolder(to).catch((error: unknown) => {
    const place = ['folder-in-use', 'folder-not-private', 'folder-not-writable'];
    if (place.includes(codeOf(error))) fail('backup-place', `${to}: ${codeOf(error)}`, error);
    throw error;
  });
  const { path } = folder;
  try {
    const home = await realpath(data).catch(() => data);
    if (isWithin(path, home) || isWithin(home, path)) fail('backup-place', `${path}: it and the data folder overlap`);
    const found = (await readdir(path)).filter((name) => name !== 'lock');
    const before = found.length === 0 ? undefined : await readEarlier(path, master);
    return {
      path,
      installation: before?.installation,
      earlier: before?.blobs ?? new Map(),
      store: await openFolderStore(join(path, vault)),
      async dropOthers(id) {
        for (const name of await readdir(path)) {
          if (isPart.test(name) && name !== id) await rm(join(path, name), { recursive: true, force: true });
        }
      },
      close: async () => folder.close(),
    };
  } catch (error) {
    folder.close();
    throw error;
  }
}

/**
 * Looks whether a backup of an installation can be written there, as `openPlace` does, and lets go of it. The folder is there
 * afterwards.
 */
export async function checkPlace(
  init: Parameters<typeof openPlace>[0] & { readonly installation: string },
): Promise<void> {
  const place = await openPlace(init);
  await place.close();
  if (place.installation !== undefined && place.installation !== init.installation) {
    fail('backup-place', `${place.path}: a backup of another installation`);
  }
}

const isPart = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

async function readEarlier(path: string, master: MasterKey) {
  // Cut off before its manifest was there: nothing in it counts, and nothing but ours is in it.
  const names = (await readdir(path)).filter((name) => name !== 'lock' && name !== vault && !isPart.test(name));
  if (names.length === 0) return undefined;
  const { manifest, key } = await readManifest(path, master).catch((error: unknown) =>
    codeOf(error) === 'backup-absent' ? fail('backup-place', `${path}: not empty`, error) : Promise.reject(error),
  );
  const blobs = new Map<string, Copied>();
  for await (const one of readBlobList(readSealedFile(partOf(path, manifest.id, blobList), key))) {
    blobs.set(keyOf(one), one);
  }
  return { installation: manifest.installation, blobs };
}

export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
