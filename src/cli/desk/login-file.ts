import { rm } from 'node:fs/promises';
import process from 'node:process';
import { z } from 'zod';
import { privatePath, readPrivate, writePrivate } from './private-file.ts';

/** Where a desk is, and the session by which this user works there. */
export interface Login {
  /** `http://127.0.0.1:7420` */
  readonly address: string;
  readonly session: string;
}

const form = z.strictObject({ address: z.url(), session: z.string().min(20).max(200) });

export function loginPath(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return privatePath('login.json', env);
}

/**
 * Undefined where nobody signed in, or the file holds no login; `login-exposed` where others may read it, or it is a link.
 */
export async function readLogin(path: string): Promise<Login | undefined> {
  const parsed = form.safeParse(await readPrivate(path));
  return parsed.success ? parsed.data : undefined;
}

export function writeLogin(path: string, login: Login): Promise<void> {
  return writePrivate(path, login);
}

export async function removeLogin(path: string): Promise<void> {
  await rm(path, { force: true });
}
