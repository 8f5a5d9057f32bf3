import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, realpath, stat, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { fail } from '../../errors/index.ts';
import { lockFolder } from './lock.ts';
import { refuseFolder } from './refuse.ts';

/** The data folder of an installation, locked against other processes until it is closed or this process ends. */
export interface Folder {
  /** Absolute, without symbolic links. */
  readonly path: string;
  /** Gives the folder free. Close what works in it first. */
  close(): void;
}

/** More than fits into the slack of files that are there already; written and synced in 2 ms. */
const probeBytes = 256 * 1024;

/**
 * Opens the data folder at `path`; makes it, for its user alone (0700), when it is missing.
 *
 * Refused with `folder-not-private` when it is somebody else's or others may enter it, `folder-not-writable`,
 * `data-disk-full`, or `folder-in-use` when another process has it.
 */
export async function openFolder(path: string): Promise<Folder> {
  const home = await make(resolve(path));
  await checkPrivate(home);
  await probe(home);
  const unlock = lockFolder(home);
  try {
    await chmod(join(home, 'lock'), 0o600);
  } catch (error) {
    unlock();
    refuseFolder(home, error);
  }
  return { path: home, close: unlock };
}

async function make(path: string): Promise<string> {
  try {
    const made = await makeWithParents(path);
    // The umask was taken off the mode, and may have taken rights that the owner needs.
    if (made) await chmod(path, 0o700);
    return await realpath(path);
  } catch (error) {
    refuseFolder(path, error);
  }
}

/**
 * False where it was there already. Node's own way with parents never ends where a file system knows the parent and can
 * make nothing in it, as in /proc.
 */
async function makeWithParents(path: string): Promise<boolean> {
  const made = await makeOne(path);
  if (made !== 'no-parent') return made;
  await makeWithParents(dirname(path));
  const again = await makeOne(path);
  return again === 'no-parent' ? fail('folder-not-writable', path) : again;
}

async function makeOne(path: string): Promise<boolean | 'no-parent'> {
  try {
    await mkdir(path, { mode: 0o700 });
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' && dirname(path) !== path) return 'no-parent';
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return false;
    throw error;
  }
}

async function checkPrivate(path: string): Promise<void> {
  const { uid, mode } = await stat(path).catch((error: unknown) => refuseFolder(path, error));
  const own = process.geteuid?.();
  if (own !== undefined && uid !== own) fail('folder-not-private', `${path}: of user ${uid}, this is user ${own}`);
  if ((mode & 0o077) !== 0) fail('folder-not-private', `${path}: mode ${(mode & 0o777).toString(8)}`);
}

/** Writes and takes back what a full disk, a quota or a read-only file system would refuse later, in the middle. */
async function probe(folder: string): Promise<void> {
  const path = join(folder, `probe-${randomUUID()}`);
  try {
    const handle = await open(path, 'wx', 0o600);
    try {
      // Without a name from here on: a process that is killed now leaves nothing.
      await unlink(path);
      await handle.writeFile(Buffer.alloc(probeBytes, 1));
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    refuseFolder(folder, error);
  }
}
