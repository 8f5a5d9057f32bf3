import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeRange } from '../../test/range/index.ts';
import { seed } from '../company.ts';

/** What leaked, on the disk of whoever runs the demo, until it is handed in. */
export interface Leak {
  /** Paths of the files, the largest group of them in the order of their names. */
  readonly files: readonly string[];
  /** Four fifths of everybody whom the group knows: of the others nobody can say who they are. */
  readonly roster: string;
  /** A folder for what else is made. */
  readonly folder: string;
  remove(): Promise<void>;
}

export async function makeLeak(persons: number): Promise<Leak> {
  const folder = await mkdtemp(join(tmpdir(), 'cofferdam-demo-'));
  const removeAtOnce = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeAtOnce);
  const remove = async (): Promise<void> => {
    process.off('exit', removeAtOnce);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const range = await writeRange({ seed, out: join(folder, 'range'), persons });
    const roster = join(folder, 'roster.csv');
    await pipeline(Readable.from(mostOf(range.roster)), createWriteStream(roster, { mode: 0o600 }));
    const names = await readdir(range.leak);
    return { files: names.sort().map((name) => join(range.leak, name)), roster, folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function* mostOf(path: string): AsyncGenerator<string> {
  let row = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    // The header is row 0. Values of the range have no line breaks in them.
    if (row % 5 !== 4) yield `${line}\n`;
    row += 1;
  }
}
