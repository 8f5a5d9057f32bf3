import { hash, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { canonical, readCanonical } from '#platform/audit';
import { fail } from '#platform/errors';
import { createDataKey, type DataKey, keyedHash, type MasterKey, unwrapDataKey } from '#platform/vault';
import { replaceFile } from '../durable.ts';

const digits64 = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);
const sum = { bytes: z.int().min(0), sha256: digits64 };

/** What a backup holds. Nothing in it is secret; all that is, is in files that are sealed with its key. */
const manifestSchema = z.strictObject({
  format: z.literal('cofferdam-backup'),
  v: z.literal(1),
  id: z.uuid(),
  installation: z.uuid(),
  madeAt: z.iso.datetime(),
  /** Version of the program, and of PostgreSQL. */
  program: z.string().max(40),
  postgres: z.string().max(40),
  /** SHA-256 of the migrations that had run. */
  migrations: z.array(digits64),
  /** The key of this backup, wrapped by the master key. */
  key: z.strictObject({ masterKey: z.string().regex(/^[0-9a-f]{16}$/), box: z.base64() }),
  /** The last entry of the log. */
  head: z.strictObject({ seq: z.int().min(1), hash: digits64 }),
  tables: z.array(z.strictObject({ name, columns: z.array(name).min(1), rows: z.int().min(0), ...sum })),
  sequences: z.array(z.strictObject({ name, last: z.string().regex(/^-?\d{1,19}$/), called: z.boolean() })),
  /** Blobs as they lie in the vault; `list` names each with its size and SHA-256. */
  blobs: z.strictObject({ count: z.int().min(0), bytes: z.int().min(0), list: z.strictObject(sum) }),
  /** The master key wrapped under the recovery key, where there is one. */
  recovery: z.strictObject(sum).nullable(),
});
export type Manifest = z.infer<typeof manifestSchema>;

const fileSchema = z.strictObject({ manifest: manifestSchema, mac: digits64 });

const fileName = 'manifest.json';

/** Where the files of a backup lie, below the folder that may hold its blobs already. */
export function partOf(folder: string, id: string, part: string): string {
  return join(folder, id, part);
}

export const tableFile = (table: string): string => `table-${table}`;
export const blobList = 'blobs';
export const recoveryFile = 'recovery.json';

/** A key for one backup, and what its manifest keeps of it. */
export function makeBackupKey(master: MasterKey, id: string): { key: DataKey; kept: Manifest['key'] } {
  const { key, wrapped } = createDataKey(master, id);
  return { key, kept: { masterKey: wrapped.masterKey, box: Buffer.from(wrapped.box).toString('base64') } };
}

/** What the log says of a backup. */
export function hashOf(manifest: Manifest): string {
  return hash('sha256', canonical(manifest), 'hex');
}

/** Puts the manifest in place: from here on it is this backup that the folder holds. */
export async function writeManifest(folder: string, manifest: Manifest, key: DataKey): Promise<void> {
  await replaceFile(join(folder, fileName), `${canonical({ manifest, mac: macOf(manifest, key).toString('hex') })}\n`);
}

/**
 * The manifest of the backup in a folder, and the key of its files. `backup-absent` where there is none, `backup-newer`
 * for another version of the form, `key-wrong` for one of another master key, `backup-damaged` where it was changed:
 * without the key nobody can write another.
 */
export async function readManifest(
  folder: string,
  master: MasterKey,
): Promise<{ readonly manifest: Manifest; readonly key: DataKey }> {
  const { manifest, mac } = parse(await readText(folder), folder);
  const { masterKey, box } = manifest.key;
  const key = unwrapDataKey({ incident: manifest.id, masterKey, box: Buffer.from(box, 'base64') }, master);
  if (!timingSafeEqual(macOf(manifest, key), Buffer.from(mac, 'hex'))) fail('backup-damaged', join(folder, fileName));
  return { manifest, key };
}

/** Where the recovery file of a backup lies, without a key: it is needed where there is none. Undefined without one. */
export async function findRecoveryFile(folder: string): Promise<string | undefined> {
  const { manifest } = parse(await readText(folder), folder);
  return manifest.recovery === null ? undefined : partOf(folder, manifest.id, recoveryFile);
}

function readText(folder: string): Promise<string> {
  return readFile(join(folder, fileName), 'utf8').catch((error: NodeJS.ErrnoException) =>
    fail(error.code === 'ENOENT' || error.code === 'ENOTDIR' ? 'backup-absent' : 'not-readable', folder, error),
  );
}

function parse(text: string, folder: string): z.infer<typeof fileSchema> {
  const place = join(folder, fileName);
  let value: unknown;
  try {
    value = readCanonical(text.trimEnd());
  } catch (error) {
    fail('backup-damaged', place, error);
  }
  const form = z.object({ manifest: z.object({ format: z.literal('cofferdam-backup'), v: z.int() }) }).safeParse(value);
  if (!form.success) fail('backup-absent', folder);
  if (form.data.manifest.v > 1) fail('backup-newer', `form ${form.data.manifest.v}`);
  const { success, data } = fileSchema.safeParse(value);
  return success ? data : fail('backup-damaged', place);
}

function macOf(manifest: Manifest, key: DataKey): Buffer {
  return keyedHash(key, 'backup-manifest', Buffer.from(canonical(manifest)));
}
