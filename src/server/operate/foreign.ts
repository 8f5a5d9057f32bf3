import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { fail } from '#platform/errors';
import type { BlobStore } from '#platform/vault';
import { placesIn } from './places.ts';

/**
 * Refuses (`folder-foreign`) a data folder that is not the one of the installation in the database: one that was named by
 * mistake, or a volume that is not there, while DATABASE_URL and COFFERDAM_MASTER_KEY are right. A server would work in it
 * without a word, seal what comes into another vault, and find nothing of what was there.
 *
 * Told by what the set-up, and each restore, puts into the folder, the recovery file; a folder that has lost it, and has
 * anything in its vault, is no stranger.
 */
export async function refuseForeignFolder(init: {
  readonly data: string;
  readonly pool: Pool;
  readonly store: BlobStore;
}): Promise<void> {
  const { rowCount } = await init.pool.query('select from cofferdam.installation');
  if (rowCount === 0 || (await isThere(placesIn(init.data).recovery))) return;
  for await (const _ of init.store.list()) return;
  fail('folder-foreign', init.data);
}

/**
 * Refuses (`vault-missing`) to work beside a server without its vault: on a machine where it is not mounted, all that jobs
 * look for would be missing.
 */
export async function refuseMissingVault(data: string): Promise<void> {
  const { vault } = placesIn(data);
  if (!(await isThere(join(vault, 'blobs')))) fail('vault-missing', vault);
}

function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' || error.code === 'ENOTDIR' ? false : fail('not-readable', path, error),
  );
}
