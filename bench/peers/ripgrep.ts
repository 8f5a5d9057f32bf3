import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rgPath } from '@vscode/ripgrep';
import type { Rule } from '#inspect';
import { childrenCpu, leastOf } from '../cpu.ts';
import { forRipgrep } from './patterns.ts';
import type { Peer } from './peer.ts';

const options = '--count-matches --no-config -a --no-mmap --regex-size-limit 2G --dfa-size-limit 2G'.split(' ');

/** The patterns of the rules that ripgrep understands, in a file of `folder`. */
export function ripgrepPatterns(
  rules: readonly Rule[],
  folder: string,
): { readonly file: string; readonly count: number } {
  const file = join(folder, 'ripgrep-patterns');
  const understood = rules.map(forRipgrep).filter(isUnderstood);
  writeFileSync(file, understood.join('\n'));
  return { file, count: understood.length };
}

export function ripgrepCommand(patterns: string, threads: number, file: string): string[] {
  return [rgPath, ...options, `-j${threads}`, '-f', patterns, file];
}

/** ripgrep on one thread. It makes its automata anew in each process: what that takes is not the search, and left out. */
export async function ripgrep(
  rules: readonly Rule[],
  files: readonly string[],
  { rounds, folder }: { rounds: number; folder: string },
): Promise<Peer> {
  const patterns = ripgrepPatterns(rules, folder);
  const empty = join(folder, 'empty');
  writeFileSync(empty, '');
  const starting = await leastOf(rounds, childrenCpu, () => run(patterns.file, empty));
  const seconds: number[] = [];
  for (const file of files) {
    const all = await leastOf(rounds, childrenCpu, () => run(patterns.file, file));
    seconds.push(Math.max(0.01, all - starting));
  }
  return {
    name: 'ripgrep',
    note: `${patterns.count} of ${rules.length} patterns; its start of ${starting.toFixed(1)} s is left out`,
    seconds,
  };
}

function run(patterns: string, file: string): void {
  const [command = '', ...args] = ripgrepCommand(patterns, 1, file);
  const { status } = spawnSync(command, args);
  if (status !== 0 && status !== 1) throw new Error(`ripgrep ended with ${status}`);
}

function isUnderstood(pattern: string): boolean {
  return spawnSync(rgPath, ['--no-config', '-e', pattern], { input: '' }).status !== 2;
}
