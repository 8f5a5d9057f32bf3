import type { Stats } from 'node:fs';
import { lstat, opendir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Code, fail } from '#platform/errors';

/** A path that inspection meets: a file to read, or a place that cannot be entered, with its reason. */
export type Met = { readonly path: string; readonly bytes: number } | { readonly path: string; readonly reason: Code };

/**
 * All files at and below `paths`, each once, in name order. A link named on the command line is followed; links found
 * below are listed as `link-not-followed`, so that a loop or a link out of the folder cannot lead anywhere. A path
 * that does not exist fails with `not-found`: it is a slip of the caller.
 */
export async function* walk(paths: readonly string[]): AsyncIterable<Met> {
  const seen = new Set<string>();
  for (const path of paths) {
    if (!(await exists(path))) fail('not-found', printable(path));
  }
  for (const path of paths) {
    const real = await realpath(path);
    if (seen.has(real)) continue;
    seen.add(real);
    yield* visit(path, await stat(path), seen);
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

async function* visit(path: string, stats: Stats, seen: Set<string>): AsyncIterable<Met> {
  if (stats.isFile()) yield { path, bytes: stats.size };
  else if (stats.isDirectory()) yield* enter(path, seen);
  else if (stats.isSymbolicLink()) yield { path, reason: 'link-not-followed' };
  else yield { path, reason: 'not-a-file' };
}

async function* enter(path: string, seen: Set<string>): AsyncIterable<Met> {
  const names: string[] = [];
  try {
    for await (const entry of await opendir(path)) names.push(entry.name);
  } catch {
    yield { path, reason: 'not-readable' };
    return;
  }
  names.sort();
  for (const name of names) {
    const below = join(path, name);
    const stats = await lstat(below).catch(() => undefined);
    if (stats === undefined) yield { path: below, reason: 'not-readable' };
    else if (!stats.isDirectory()) yield* visit(below, stats, seen);
    else if (!seen.has(await realpath(below))) {
      seen.add(await realpath(below));
      yield* visit(below, stats, seen);
    }
  }
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
