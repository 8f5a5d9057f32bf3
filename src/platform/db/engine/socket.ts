import { lstat, mkdir, mkdtemp, readlink, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import process from 'node:process';
import { fail } from '../../errors/index.ts';
import { refuseFolder } from '../folder/index.ts';
import { maxSocketPath, port } from './settings.ts';

export interface SocketFolder {
  readonly path: string;
  remove(): Promise<void>;
}

const prefix = 'cofferdam-';

/**
 * Makes an empty private folder for the server's socket: `socket` in `home`, or, where that path is too long for the
 * name of a socket, a short one below the folder for temporary files, with `socket` as a link to it. What an earlier
 * server left there is gone, lock files with it: whoever calls has seen to it that none is alive.
 */
export async function makeSocketFolder(home: string): Promise<SocketFolder> {
  const place = join(home, 'socket');
  try {
    await removeSocketFolder(place);
    const path = fits(place) ? place : await makeShort();
    if (path === place) await mkdir(place, { mode: 0o700 });
    else await symlink(path, place);
    return { path, remove: () => removeSocketFolder(place) };
  } catch (error) {
    refuseFolder(place, error);
  }
}

async function makeShort(): Promise<string> {
  // mkdtemp adds six characters.
  const parent = [tmpdir(), '/tmp'].find((folder) => fits(join(folder, `${prefix}123456`)));
  if (parent === undefined) fail('folder-not-writable', `${tmpdir()}: its path is too long for a socket`);
  return await mkdtemp(join(parent, prefix)).catch((error: unknown) => refuseFolder(parent, error));
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, `.s.PGSQL.${port}`)) <= maxSocketPath;
}

async function removeSocketFolder(place: string): Promise<void> {
  const target = await readlink(place).catch(() => undefined);
  if (target !== undefined && (await isOurs(target))) await rm(target, { recursive: true, force: true });
  await rm(place, { recursive: true, force: true });
}

/** After a restart of the machine another user may have made a folder of the same name below /tmp. */
async function isOurs(path: string): Promise<boolean> {
  if (!basename(path).startsWith(prefix)) return false;
  const found = await lstat(path).catch(() => undefined);
  return found !== undefined && found.isDirectory() && found.uid === process.geteuid?.();
}
