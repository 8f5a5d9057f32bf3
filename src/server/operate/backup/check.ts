import { join } from 'node:path';
import { readMigrations } from '#platform/db';
import { fail } from '#platform/errors';
import type { DataKey, MasterKey } from '#platform/vault';
import { readBlobList } from './blobs.ts';
import { blobList, type Manifest, partOf, readManifest, recoveryFile, tableFile } from './manifest.ts';
import { blobFile } from './place.ts';
import { type FileSum, readSealedFile, sumOf } from './sealed-file.ts';

export type Migrations = Awaited<ReturnType<typeof readMigrations>>;

export const migrationsOfProgram = (): Promise<Migrations> =>
  readMigrations(join(import.meta.dirname, '../../../platform/db/migrations'));

/** A backup of which every byte is what it was when it was made. */
export interface Checked {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly key: DataKey;
}

/**
 * Reads a backup through before anything is made of it. `backup-newer` where this program does not know its migrations,
 * `backup-damaged` and the file for whatever was changed, cut, taken away or exchanged; else as `readManifest`.
 */
export async function checkBackup(folder: string, master: MasterKey): Promise<Checked> {
  const { manifest, key } = await readManifest(folder, master);
  const known = (await migrationsOfProgram()).map(({ sha256 }) => sha256);
  const strange = manifest.migrations.findIndex((sha256, at) => sha256 !== known[at]);
  if (strange !== -1) fail('backup-newer', `migration ${strange + 1}`);
  const { id, tables, blobs, recovery } = manifest;
  const files: readonly (readonly [string, FileSum])[] = [
    ...tables.map((table) => [tableFile(table.name), table] as const),
    [blobList, blobs.list],
    ...(recovery === null ? [] : [[recoveryFile, recovery] as const]),
  ];
  for (const [name, wanted] of files) {
    const path = partOf(folder, id, name);
    const found = await sumOf(path);
    if (found?.bytes !== wanted.bytes || found.sha256 !== wanted.sha256) fail('backup-damaged', path);
  }
  await checkBlobs({ folder, manifest, key });
  return { folder, manifest, key };
}

async function checkBlobs({ folder, manifest, key }: Checked): Promise<void> {
  let count = 0;
  for await (const { size, sha256, ...place } of readBlobList(
    readSealedFile(partOf(folder, manifest.id, blobList), key),
  )) {
    count += 1;
    const path = blobFile(folder, place);
    const found = await sumOf(path);
    if (found?.bytes !== size || found.sha256 !== sha256) fail('backup-damaged', path);
  }
  if (count !== manifest.blobs.count) fail('backup-damaged', 'the list of blobs');
}
