import { lstat, readFile, rm } from 'node:fs/promises';
import type { Pool } from 'pg';
import { record, transactNobody } from '#platform/db';
import { fail } from '#platform/errors';
import { type MasterKey, createMasterKey, loadMasterKey } from '#platform/vault';
import { makePrivateFolder } from './durable.ts';
import { placesIn } from './places.ts';
import { refuseUnfinished } from './unfinished.ts';

export interface KeysInit {
  /** The data folder. */
  readonly data: string;
  /** COFFERDAM_MASTER_KEY: 32 bytes in base64. */
  readonly value?: string | undefined;
  /** Connections below row-level security. */
  readonly pool: Pool;
}

/**
 * The master key at a start: out of the environment, or of `keys/master.key` in the data folder. A new one is made where
 * there is neither, and no database that needs one: without its key an installation must not begin to seal with another.
 *
 * Fails with `key-missing` or `key-wrong` where the database was set up with a key that is not here, with
 * `restore-unfinished` where half a backup was restored, and as
 * `loadMasterKey` and `createMasterKey` do.
 */
export async function openKeys({ data, value, pool }: KeysInit): Promise<MasterKey> {
  const { keys, masterKey: file } = placesIn(data);
  await refuseUnfinished(data);
  const needed = await neededKey(pool);
  await makePrivateFolder(keys);
  if (needed === undefined && value === undefined && !(await isThere(file))) return createMasterKey(file);
  const master = await loadMasterKey({ file, ...(value !== undefined && { value }) });
  if (needed !== undefined && needed !== master.id) fail('key-wrong', `given ${master.id}, needed ${needed}`);
  return master;
}

/** Id of the key that the installation was set up with. */
async function neededKey(pool: Pool): Promise<string | undefined> {
  const { rows } = await pool.query<{ master_key: string }>('select master_key from cofferdam.installation');
  return rows[0]?.master_key;
}

/** A link to nothing is there too: whatever it was to lead to, no key is made in its place. */
function isThere(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? false : fail('not-readable', file, error)),
  );
}

/**
 * Puts into the log that the master key was restored, where `cofferdam recover-key` left word of it: that one runs while
 * nobody can write the log. Twice is possible where the process is killed in between, never is not.
 */
export async function recordRecovery(init: {
  readonly data: string;
  readonly pool: Pool;
  readonly now: () => number;
}): Promise<void> {
  const { recovered } = placesIn(init.data);
  const text = await readFile(recovered, 'utf8').catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? undefined : fail('not-readable', recovered, error),
  );
  if (text === undefined) return;
  const isSetUp = (await neededKey(init.pool)) !== undefined;
  const act = { type: 'recovery-key-used', key: text.trim() } as const;
  if (isSetUp) {
    await transactNobody(init.pool, (client) =>
      record(client, { now: init.now, actor: { kind: 'system', id: 'recover-key' }, act }),
    );
  }
  await rm(recovered, { force: true });
}
