import { randomUUID } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '#platform/errors';

/**
 * What names a data folder for as long as it lives, among all that work on one database: made when it is first asked for.
 * A copy of the folder has the same name, so a copy must not be started beside the original.
 *
 * @param data a folder that this process has locked
 */
export async function homeOf(data: string): Promise<string> {
  const path = join(data, 'name');
  const known = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? undefined : fail('not-readable', path, error),
  );
  if (known !== undefined && /^[\da-f-]{36}\n$/.test(known)) return known.trim();
  const name = randomUUID();
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    await file.writeFile(`${name}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
  return name;
}
