import { isUtf8 } from 'node:buffer';
import type { Stats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { type Code, fail } from '#platform/errors';

/** A path as the system takes it: names on disk need not be UTF-8, and those that are not cannot be told as text. */
export type DiskPath = string | Buffer;

/** A path that inspection meets: a file to read, or a place that cannot be entered, with its reason. */
export type Met =
  | { readonly path: string; readonly disk: DiskPath; readonly bytes: number }
  | { readonly path: string; readonly reason: Code };

/**
 * All files at and below `paths`, each once, in order of name; `except` are real paths of files that are passed over. A
 * link named on the command line is followed; links found below are listed as `link-not-followed`, so that a loop or a
 * link out of the folder cannot lead anywhere. A path that is gone by then is `not-readable`.
 */
export async function* walk(paths: readonly string[], except: ReadonlySet<string> = none): AsyncIterable<Met> {
  const seen = new Set(except);
  const folders: string[] = [];
  for (const path of paths) {
    const real = await realpath(path).catch(() => undefined);
    if (real === undefined) {
      yield { path, reason: 'not-readable' };
      continue;
    }
    if (seen.has(real) || folders.some((folder) => real.startsWith(folder))) continue;
    seen.add(real);
    const stats = await stat(path);
    if (stats.isDirectory()) folders.push(real.endsWith(sep) ? real : real + sep);
    yield* visit(path, path, real, stats, seen);
  }
}

const none: ReadonlySet<string> = new Set();

/**
 * Fails with `not-found` for a path that does not exist, and with `usage` for one of `outputs`: a file that would be
 * emptied before it is read.
 */
export async function checkPaths(paths: readonly string[], outputs: ReadonlySet<string> = none): Promise<void> {
  for (const path of paths) {
    if (!(await exists(path))) fail('not-found', printable(path));
    if (outputs.has(await realpath(path))) fail('usage', `${printable(path)} is to be inspected: write elsewhere`);
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EACCES') fail('not-readable', printable(path));
    return false;
  }
}

async function* visit(path: string, disk: DiskPath, real: string, stats: Stats, seen: Set<string>): AsyncIterable<Met> {
  if (stats.isFile()) yield { path, disk, bytes: stats.size };
  else if (stats.isDirectory()) yield* enter(path, disk, real, seen);
  else if (stats.isSymbolicLink()) yield { path, reason: 'link-not-followed' };
  else yield { path, reason: 'not-a-file' };
}

/** `seen` holds folders, and of files those named by the caller alone: a folder may hold millions. */
async function* enter(path: string, disk: DiskPath, real: string, seen: Set<string>): AsyncIterable<Met> {
  const names = await readdir(disk, { encoding: 'buffer' }).catch(() => undefined);
  if (names === undefined) {
    yield { path, reason: 'not-readable' };
    return;
  }
  names.sort(Buffer.compare);
  for (const name of names) {
    const below = join(path, name.toString());
    // No link stands between, so this is the real path of all but links, and those are not followed. No name holds NUL.
    const realBelow = join(real, isUtf8(name) ? name.toString() : `\0${name.toString('latin1')}`);
    if (seen.has(realBelow)) continue;
    const diskBelow = onDisk(disk, name);
    const stats = await lstat(diskBelow).catch(() => undefined);
    if (stats === undefined) yield { path: below, reason: 'not-readable' };
    else {
      if (stats.isDirectory()) seen.add(realBelow);
      yield* visit(below, diskBelow, realBelow, stats, seen);
    }
  }
}

function onDisk(folder: DiskPath, name: Buffer): DiskPath {
  if (typeof folder === 'string' && isUtf8(name)) return join(folder, name.toString());
  return Buffer.concat([Buffer.from(folder), Buffer.from(sep), name]);
}

/**
 * A path as it may be shown on a terminal: control characters, line breaks and direction marks of hostile names are
 * written as escapes, so that a name cannot forge lines or reverse its own ending.
 */
export function printable(path: string): string {
  return path.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu,
    (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
