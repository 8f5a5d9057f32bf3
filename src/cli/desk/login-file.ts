import { chmod, lstat, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import process from 'node:process';
import { z } from 'zod';
import { fail } from '#platform/errors';

/** Where a desk is, and the session by which this user works there. */
export interface Login {
  /** `http://127.0.0.1:7420` */
  readonly address: string;
  readonly session: string;
}

const form = z.strictObject({ address: z.url(), session: z.string().min(20).max(200) });

/** Below the folder for settings of programs, as XDG has it. */
export function loginPath(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const base = env['XDG_CONFIG_HOME'];
  return join(base !== undefined && isAbsolute(base) ? base : join(homedir(), '.config'), 'cofferdam', 'login.json');
}

/**
 * Undefined where nobody signed in, or the file holds no login; `login-exposed` where others may read it, or it is a link.
 */
export async function readLogin(path: string): Promise<Login | undefined> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  if (!found.isFile() || (found.mode & 0o077) !== 0) fail('login-exposed', path);
  const text = await readFile(path, 'utf8').catch((error: unknown) => fail('not-readable', path, error));
  const parsed = form.safeParse(contentOf(text));
  return parsed.success ? parsed.data : undefined;
}

/** What is no JSON any more is no login either: the next one is written over it. */
function contentOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Written whole or not at all, for its owner alone: whoever has it is signed in. */
export async function writeLogin(path: string, login: Login): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const fresh = `${path}.new`;
  await rm(fresh, { force: true });
  const file = await open(fresh, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(login)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await chmod(fresh, 0o600);
  await rename(fresh, path);
}

export async function removeLogin(path: string): Promise<void> {
  await rm(path, { force: true });
}
