import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeHead, type Inspector } from '#inspect';
import { memoryInput } from '../inspect/memory.ts';
import { madeSeeds } from './made.ts';

/** A valid file that changes are made to. */
export interface Seed {
  readonly name: string;
  readonly bytes: Buffer;
  /** What opens it: with it changes reach what is behind the protection. */
  readonly passwords: readonly string[];
}

const cases = join(import.meta.dirname, '../cases');
/** Larger ones cost time and are no deeper. */
const mostBytes = 256 * 1024;

/**
 * Valid files by the format that reads them: all golden files, what the writers of tests make, and what each holds: a golden
 * folder for a new format is all that it takes to have that one tried as well.
 */
export async function seedsByFormat(inspector: Inspector): Promise<ReadonlyMap<string, readonly Seed[]>> {
  const seeds = new Map<string, Seed[]>();
  const found = [
    ...['extract', 'formats', 'packed'].flatMap((folder) => filesIn(join(cases, folder))),
    ...madeSeeds().map(([name, bytes]) => ({ name, bytes: Buffer.from(bytes), passwords: [] })),
  ];
  for (const seed of found) {
    if (seed.bytes.length > mostBytes) continue;
    const format = inspector.detect(await describeHead(memoryInput(seed.bytes), seed.name));
    const list = seeds.get(format.id);
    if (list === undefined) seeds.set(format.id, [seed]);
    else list.push(seed);
  }
  return seeds;
}

const isSeed = (name: string): boolean =>
  !['expected.txt', 'password.txt'].includes(name) && !/\.(md|json)$/.test(name);

function filesIn(folder: string): Seed[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && isSeed(entry.name))
    .map(({ name, parentPath }) => ({
      name,
      bytes: readFileSync(join(parentPath, name)),
      passwords: passwordsIn(parentPath),
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function passwordsIn(folder: string): string[] {
  const file = join(folder, 'password.txt');
  return existsSync(file) ? [readFileSync(file, 'utf8').trim()] : [];
}
