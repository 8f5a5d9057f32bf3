import { type KeyObject, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { fail } from '../../errors/index.ts';
import { createDurably } from '../durable.ts';
import { derive, noSalt, secretKey } from './derive.ts';

/** The key of the installation: it wraps the data keys of all incidents and seals nothing else. */
export interface MasterKey {
  /** 16 hex digits that name the key and tell nothing about it. Stored with all that the key wraps. */
  readonly id: string;
  readonly secret: KeyObject;
}

export interface MasterKeyPlace {
  /** Where the file is, or would be. */
  readonly file: string;
  /** 32 bytes in base64, out of the environment. */
  readonly value?: string;
}

/** A line of base64: the same text does for the environment. */
const written = /^([A-Za-z0-9+/]{43}=)\n?$/;

/**
 * The key of a value or a file. `key-ambiguous` where both are there, `key-missing` where neither is, `key-exposed` for
 * a file that others may read, or that is a link or somebody else's, `key-invalid` for anything but 32 bytes in base64.
 */
export async function loadMasterKey({ file, value }: MasterKeyPlace): Promise<MasterKey> {
  const there = await lstat(file).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' || error.code === 'ENOTDIR' ? undefined : fail('not-readable', file, error),
  );
  if (value !== undefined && there !== undefined) fail('key-ambiguous', file);
  if (value !== undefined) return parseMasterKey(value, 'the value in the environment');
  if (there === undefined) fail('key-missing', file);
  return parseMasterKey(await readPrivate(file), file);
}

/**
 * A new key in a new file (0600), on the disk when this returns. `key-present` where there is a file already: nothing
 * is ever written over a key, since all that it wraps would be lost.
 */
export async function createMasterKey(file: string): Promise<MasterKey> {
  const key = masterKey(randomBytes(32));
  await saveMasterKey(file, key);
  return key;
}

/** Writes the file of a key that was restored; see `createMasterKey`. */
export async function saveMasterKey(file: string, { secret }: MasterKey): Promise<void> {
  const isNew = await createDurably(file, Buffer.from(`${secret.export().toString('base64')}\n`));
  if (!isNew) fail('key-present', file);
}

/** Takes the bytes over: they are overwritten. */
export function masterKey(bytes: Uint8Array): MasterKey {
  const secret = secretKey(bytes);
  return { id: derive(secret, noSalt, 'cofferdam/master-key/id', 8).toString('hex'), secret };
}

function parseMasterKey(text: string, where: string): MasterKey {
  const base64 = written.exec(text)?.[1];
  if (base64 === undefined) fail('key-invalid', where);
  return masterKey(Buffer.from(base64, 'base64'));
}

async function readPrivate(file: string): Promise<string> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    (error: NodeJS.ErrnoException) => fail(error.code === 'ELOOP' ? 'key-exposed' : 'not-readable', file, error),
  );
  try {
    // Of the open file, not of the path: what is judged is what is read.
    await refuseExposed(handle, file);
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(64), 0, 64, 0);
    const text = buffer.toString('latin1', 0, bytesRead);
    buffer.fill(0);
    return text;
  } finally {
    await handle.close();
  }
}

async function refuseExposed(handle: FileHandle, file: string): Promise<void> {
  const { mode, uid } = await handle.stat();
  const isRegular = (mode & constants.S_IFMT) === constants.S_IFREG;
  const isOurs = process.geteuid === undefined || uid === process.geteuid();
  const isPrivate = process.platform === 'win32' || (mode & 0o077) === 0;
  if (!isRegular || !isOurs || !isPrivate) fail('key-exposed', file);
}
