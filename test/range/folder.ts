import { mkdir, readdir } from 'node:fs/promises';
import { fail } from '#platform/errors';

/** Makes the folder, or accepts it when it is empty: a range never mixes with what is there. */
export async function emptyFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error: unknown) => fail('output-failed', path, error));
  const entries = await readdir(path).catch((error: unknown) => fail('output-failed', path, error));
  if (entries.length > 0) fail('usage', `${path} is not empty: name a new folder`);
}
