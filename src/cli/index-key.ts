import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { CofferdamError, fail } from '#platform/errors';

const form = /^[0-9a-f]{64}$/u;

/** The key of a file: 64 hexadecimal digits on one line. Fails with `not-found`, `not-readable` or `usage`. */
export async function readIndexKey(path: string): Promise<Uint8Array> {
  const text = await readFile(path, 'latin1').catch((error: unknown) =>
    fail(isMissing(error) ? 'not-found' : 'not-readable', '--key-file', error),
  );
  const digits = text.trim().toLowerCase();
  if (!form.test(digits)) fail('usage', '--key-file holds no key: 64 hexadecimal digits on one line');
  return Buffer.from(digits, 'hex');
}

/** As `readIndexKey`; where there is no such file it is made with a new key, readable by its owner alone. */
export async function makeIndexKey(path: string): Promise<Uint8Array> {
  const key = randomBytes(32);
  try {
    await writeFile(path, `${key.toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
    return key;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return readIndexKey(path);
    throw new CofferdamError('output-failed', path, error);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
