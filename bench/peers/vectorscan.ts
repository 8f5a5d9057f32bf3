import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Rule } from '#inspect';
import { forVectorscan, looseForVectorscan } from './patterns.ts';

/** libvectorscan with its patterns compiled, to be asked when it suits: two programs are compared best at the same time. */
export interface Vectorscan {
  readonly note: string;
  /** Searches a file once. CPU seconds. */
  scan(file: string): Promise<number>;
  close(): void;
}

/**
 * libvectorscan, or libhyperscan from which it comes, by a program that is compiled here: Debian has them as
 * `libvectorscan-dev` and `libhyperscan-dev`. It finds where a match ends, judges nothing, and reports each end of a match.
 * Undefined where it is not installed.
 */
export async function openVectorscan(rules: readonly Rule[], folder: string): Promise<Vectorscan | undefined> {
  const program = join(folder, 'vectorscan');
  const source = join(import.meta.dirname, 'vectorscan.cpp');
  const built = spawnSync('c++', ['-O2', '-o', program, source, '-lhs'], { encoding: 'utf8' });
  if (built.status !== 0) return undefined;
  const patterns = join(folder, 'vectorscan-patterns');
  const lines = rules.map((rule) =>
    [rule.id, rule.flags, forVectorscan(rule), looseForVectorscan(rule)].join('\t').replaceAll('\n', '\\n'),
  );
  writeFileSync(patterns, `${lines.join('\n')}\n`);
  const child = spawn(program, [patterns], { stdio: ['pipe', 'pipe', 'inherit'] });
  const told = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string[]> => {
    const line = await told.next();
    if (line.done === true) throw new Error('vectorscan ended too soon');
    return line.value.split('\t');
  };
  const [, taken = '', seconds = '', looser = '', left = ''] = await next();
  const note = [
    `${taken} of ${rules.length} patterns, compiled in ${seconds} s`,
    looser === '' ? '' : `looser: ${looser}`,
    left === '' ? '' : `left out, it does not compile them: ${left}`,
  ];
  return {
    note: note.filter((part) => part !== '').join('; '),
    scan: async (file) => {
      child.stdin.write(`${file}\n`);
      return Number((await next())[1]);
    },
    close: () => child.stdin.end(),
  };
}
