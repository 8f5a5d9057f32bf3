import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { codeOf, fail } from '#platform/errors';
import { loadMasterKey, type MasterKey } from '#platform/vault';
import { isWithin } from './backup/place.ts';
import { makePrivateFolder, writeNew } from './durable.ts';
import { placesIn } from './places.ts';

/** The key of an installation, from where its server takes it. Fails as `loadMasterKey` does. */
export function masterKeyOf(data: string, value: string | undefined): Promise<MasterKey> {
  return loadMasterKey({ file: placesIn(data).masterKey, ...(value !== undefined && { value }) });
}

/** A key out of the file that is named, or of the environment. `key-missing` without either, `key-ambiguous` for both. */
export async function masterKeyIn(file: string | undefined, value: string | undefined): Promise<MasterKey> {
  if (file !== undefined) return loadMasterKey({ file, ...(value !== undefined && { value }) });
  if (value === undefined) fail('key-missing', 'neither --key nor COFFERDAM_MASTER_KEY');
  // There is no file beside the environment to be in doubt about.
  return loadMasterKey({ file: join('/proc', 'self', 'no-key'), value });
}

/**
 * Puts the master key into a folder (0700), which must not be within the backup that it opens, nor around it:
 * `backup-place`. One that is there already stays; `key-present` for another.
 */
export async function keepKeys(
  master: MasterKey,
  { folder, backup }: { readonly folder: string; readonly backup: string },
): Promise<void> {
  const [keys, sealed] = await Promise.all([pathOf(folder), pathOf(backup)]);
  if (isWithin(keys, sealed) || isWithin(sealed, keys)) fail('backup-place', `${folder}: keys and backup lie together`);
  await makePrivateFolder(folder);
  const file = join(folder, 'master.key');
  const there = await loadMasterKey({ file }).catch((error: unknown) =>
    codeOf(error) === 'key-missing' ? undefined : Promise.reject(error),
  );
  if (there === undefined) await writeKey(file, master);
  else if (there.id !== master.id) fail('key-present', file);
}

/** Without links, as far as it is there already. */
async function pathOf(path: string): Promise<string> {
  const full = resolve(path);
  return realpath(full).catch(async () =>
    dirname(full) === full ? full : join(await pathOf(dirname(full)), basename(full)),
  );
}

/** As the vault reads it: a line of base64. `output-failed` where the name is taken. */
export async function writeKey(path: string, { secret }: MasterKey): Promise<void> {
  const bytes = secret.export();
  const line = Buffer.from(`${bytes.toString('base64')}\n`);
  bytes.fill(0);
  await writeNew(path, [line]);
  line.fill(0);
}
