import { chmod, lstat, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { fail } from '#platform/errors';

/** Below the folder for settings of programs, as XDG has it. */
export function privatePath(name: string, env: Readonly<Record<string, string | undefined>>): string {
  const base = env['XDG_CONFIG_HOME'];
  return join(base !== undefined && isAbsolute(base) ? base : join(homedir(), '.config'), 'cofferdam', name);
}

/** JSON that only its owner may read; undefined where there is none. `login-exposed` where others may read it, or it is a link. */
export async function readPrivate(path: string): Promise<unknown> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  if (!found.isFile() || (found.mode & 0o077) !== 0) fail('login-exposed', path);
  const text = await readFile(path, 'utf8').catch((error: unknown) => fail('not-readable', path, error));
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON any more says nothing: the next is written over it.
    return undefined;
  }
}

/** Written whole or not at all, for its owner alone: whoever has it is signed in. */
export async function writePrivate(path: string, content: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const fresh = `${path}.new`;
  await rm(fresh, { force: true });
  const file = await open(fresh, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(content)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await chmod(fresh, 0o600);
  await rename(fresh, path);
}
