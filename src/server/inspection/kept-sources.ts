import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readYaml, type Source } from '#inspect';

/** Where what is made of the program's own files is kept. */
export const usualFolder = fileURLToPath(new URL('../../../node_modules/.cache/cofferdam/', import.meta.url));

/**
 * The same sources as JSON, kept beside the program from the first start on: to parse 600 rules of YAML takes a second, in each
 * process that inspects. Where nothing can be kept, or a source is not YAML, the sources are returned as they are.
 */
export async function keptAsJson(sources: readonly Source[], folder = usualFolder): Promise<readonly Source[]> {
  const name = createHash('sha256').update(JSON.stringify(sources)).digest('hex');
  const path = `${folder}${name}.json`;
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Source[];
  } catch {
    return keep(sources, folder, path);
  }
}

async function keep(sources: readonly Source[], folder: string, path: string): Promise<readonly Source[]> {
  try {
    const same = sources.map((source) => ({ path: source.path, text: JSON.stringify(readYaml(source.text)) }));
    await mkdir(folder, { recursive: true });
    // Others may start at the same time: a file appears whole or not at all.
    const half = `${path}.${randomUUID()}`;
    await writeFile(half, JSON.stringify(same), { mode: 0o644 });
    await rename(half, path);
    return same;
  } catch {
    return sources;
  }
}
