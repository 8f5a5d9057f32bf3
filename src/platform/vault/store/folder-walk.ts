import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fail } from '../../errors/index.ts';
import { type BlobStat, type Leftover, isId, isName } from './store.ts';

/** Blobs below `blobs`, of one incident or of all. */
export async function* findBlobs(blobs: string, incident?: string): AsyncGenerator<BlobStat> {
  for (const id of incident === undefined ? await namesIn(blobs) : [incident]) {
    for (const start of await namesIn(join(blobs, id))) {
      for (const name of await namesIn(join(blobs, id, start))) {
        if (!isBlob([id, start, name])) continue;
        const stat = await sizeOf(join(blobs, id, start, name));
        if (stat !== undefined) yield { place: { incident: id, name }, ...stat };
      }
    }
  }
}

/** All files below `root` that are no blobs and are not `busy`. */
export async function* findLeftovers(root: string, busy: ReadonlySet<string>): AsyncGenerator<Leftover> {
  for await (const parts of filesBelow(root, [])) {
    const [top, ...below] = parts;
    const [name = ''] = below;
    if (top === 'blobs' && isBlob(below)) continue;
    if (top === 'incoming' && busy.has(name)) continue;
    const stat = await sizeOf(join(root, ...parts));
    if (stat === undefined) continue;
    const path = relative(root, join(root, ...parts));
    const kind = top !== 'incoming' || below.length > 1 ? 'foreign' : kindOf(name);
    yield { kind, id: kind === 'upload' ? name.slice('upload-'.length) : path, ...stat };
  }
}

/** What a name in `incoming` stands for. */
export function kindOf(name: string): Leftover['kind'] {
  if (/^put-[0-9a-f]{32}$/.test(name)) return 'put';
  return name.startsWith('upload-') && isId(name.slice('upload-'.length)) ? 'upload' : 'foreign';
}

function isBlob([incident = '', start = '', name = '', ...more]: readonly string[]): boolean {
  return isId(incident) && isName(name) && name.startsWith(start) && start.length === 2 && more.length === 0;
}

async function* filesBelow(root: string, parts: readonly string[]): AsyncGenerator<readonly string[]> {
  for (const entry of await entriesIn(join(root, ...parts))) {
    if (entry.isDirectory()) yield* filesBelow(root, [...parts, entry.name]);
    else yield [...parts, entry.name];
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return (await entriesIn(folder)).map(({ name }) => name);
}

/** None where the folder is gone, or is a file. */
function entriesIn(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' || error.code === 'ENOTDIR' ? [] : fail('not-readable', folder, error),
  );
}

/** Undefined for what is gone since it was listed. */
async function sizeOf(path: string): Promise<{ size: number; written: number } | undefined> {
  const stat = await lstat(path).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? undefined : fail('not-readable', path, error),
  );
  return stat === undefined ? undefined : { size: stat.size, written: stat.mtimeMs };
}
