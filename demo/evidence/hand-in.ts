import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { codeOf } from '#platform/errors';
import type { Client } from '#server/client';
import { beginUpload, sendFile } from '../../src/cli/desk/tus.ts';
import type { Made } from '../files/broken.ts';
import type { Journal } from '../journal.ts';
import { tell, told } from '../say.ts';

/** How a file came into the hands of who hands it in. */
export interface Obtained {
  readonly how: 'found' | 'received' | 'bought' | 'collected' | 'other';
  readonly source: string;
  /** ISO 8601 with its offset. */
  readonly obtained: string;
  readonly entity?: string;
}

interface HandingIn {
  readonly journal: Journal;
  readonly client: Client;
  readonly incident: string;
}

/** Hands files in, each once, and gives the ids of the items in their order. An upload that was cut off goes on. */
export async function handIn(
  handing: HandingIn,
  paths: readonly string[],
  obtainedOf: (path: string, index: number) => Obtained,
): Promise<readonly string[]> {
  const items: string[] = [];
  for (const [index, path] of paths.entries()) {
    tell(`${index + 1} of ${paths.length} files handed in`);
    items.push(await handInOne(handing, path, obtainedOf(path, index)));
  }
  told();
  return items;
}

/** As `handIn`, for files that are made: they are written into a folder first. */
export async function handInMade(
  handing: HandingIn,
  folder: string,
  files: readonly Made[],
  obtained: Obtained,
): Promise<readonly string[]> {
  const paths = files.map(({ name }) => join(folder, name));
  for (const { name, bytes } of files) await writeFile(join(folder, name), bytes, { mode: 0o600 });
  return handIn(handing, paths, () => obtained);
}

async function handInOne({ journal, client, incident }: HandingIn, path: string, said: Obtained): Promise<string> {
  const { size: bytes } = await stat(path);
  const step = `upload ${incident} ${basename(path)}`;
  return journal.once(step, async () => {
    // An archive that is locked anew has other bytes: an upload of the ones before cannot be gone on with.
    const digest = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
      .slice(0, 16);
    const upload = await journal.once(`${step} ${digest}`, (once) =>
      beginUpload(client, { incident, bytes, once }, { filename: basename(path), ...said }),
    );
    await sendFile(client, { path, bytes, upload, onProgress: () => undefined }).catch((error: unknown) => {
      // Complete since: the journal was cut off before it heard of it.
      if (codeOf(error) !== 'upload-ended') throw error;
    });
    return basename(upload);
  });
}
