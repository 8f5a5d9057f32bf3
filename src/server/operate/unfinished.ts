import { lstat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '#platform/errors';
import { writeNew } from './durable.ts';

/** Lies in a data folder while a backup is restored into it: half of an installation must not be taken for a new one. */
const name = 'restore-unfinished';

export async function beginRestore(data: string): Promise<void> {
  await writeNew(join(data, name), []);
}

export async function endRestore(data: string): Promise<void> {
  await rm(join(data, name));
}

/** `restore-unfinished` where a restore was cut off. */
export async function refuseUnfinished(data: string): Promise<void> {
  const found = await lstat(join(data, name)).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? undefined : fail('not-readable', data, error),
  );
  if (found !== undefined) fail('restore-unfinished', data);
}
