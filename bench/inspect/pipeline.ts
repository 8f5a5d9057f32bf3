import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { childrenCpu, leastOf } from '../cpu.ts';

const program = join(import.meta.dirname, '../../bin/cofferdam');

/** `inspect` with validation, context and persons: CPU seconds of all its processes for each file, and for all in one run, without its start. */
export async function pipelineSeconds(files: readonly string[], folder: string, rounds: number): Promise<number[]> {
  const empty = join(folder, 'empty.txt');
  writeFileSync(empty, 'nothing\n');
  const starting = await leastOf(rounds, childrenCpu, () => inspect([empty]));
  const seconds: number[] = [];
  for (const paths of [...files.map((file) => [file]), files]) {
    seconds.push(Math.max(0.01, (await leastOf(rounds, childrenCpu, () => inspect(paths))) - starting));
  }
  return seconds;
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
  const [command = '', ...args] = [...before, program, 'inspect', '--format', 'json', ...paths];
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 30, env: process.env });
  if (status === null || status === 1 || status === 2) throw new Error(`inspect ended with ${status}: ${stderr}`);
}
