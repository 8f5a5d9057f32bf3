import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { childrenCpu, leastOf } from '../cpu.ts';

const program = join(import.meta.dirname, '../../bin/cofferdam');

/** CPU seconds of all processes for each file, and for all files in one run. */
export interface Pipeline {
  /** Of a program that has just begun: V8 compiles as it goes. */
  readonly first: number[];
  /** Of one that has read as much already. */
  readonly more: number[];
}

/** Once, and twice more of the same. */
const copies = 3;

/**
 * `inspect` with validation, context and persons, in one process. Its start is left out, as that of its peers. `beside` is run
 * before each of its runs, for what is to be measured at the same time.
 */
export async function pipelineSeconds(
  files: readonly string[],
  { folder, rounds }: { readonly folder: string; readonly rounds: number },
  beside: () => Promise<void>,
): Promise<Pipeline> {
  const empty = join(folder, 'empty.txt');
  writeFileSync(empty, 'nothing\n');
  const seconds = (paths: readonly string[]): Promise<number> =>
    leastOf(rounds, childrenCpu, () => inspect(['--jobs', '1', ...paths]), beside);
  const starting = await seconds([empty]);
  const first: number[] = [];
  const more: number[] = [];
  for (const paths of [...files.map((file) => [file]), files]) {
    const once = await seconds(paths);
    first.push(Math.max(0.01, once - starting));
    const often = await seconds(Array.from({ length: copies }, (_, copy) => copiesOf(paths, folder, copy)).flat());
    more.push(Math.max(0.01, (often - once) / (copies - 1)));
  }
  return { first, more };
}

/** A path that is given twice is read once. */
function copiesOf(paths: readonly string[], folder: string, copy: number): string[] {
  return paths.map((path) => {
    const out = join(folder, `copy-${copy}-${basename(path)}`);
    copyFileSync(path, out);
    return out;
  });
}

/** How much sooner two cores end than one, on a folder with each file twice; undefined where `taskset` is not there. */
export async function twoCores(files: readonly string[], folder: string): Promise<number | undefined> {
  if (spawnSync('taskset', ['-V']).status !== 0) return undefined;
  const all = join(folder, 'two-cores');
  mkdirSync(all);
  for (const [at, file] of files.entries()) for (const copy of 'ab') copyFileSync(file, join(all, `${at}${copy}.txt`));
  const wall = (): number => performance.now() / 1000;
  const one = await leastOf(1, wall, () => inspect([all], ['taskset', '-c', '0']));
  const two = await leastOf(1, wall, () => inspect([all], ['taskset', '-c', '0,1']));
  return one / two;
}

function inspect(paths: readonly string[], before: readonly string[] = []): void {
  const [command = '', ...args] = [...before, program, 'inspect', ...paths];
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 30, env: process.env });
  if (status === null || status === 1 || status === 2) throw new Error(`inspect ended with ${status}: ${stderr}`);
}
