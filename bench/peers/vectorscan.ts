import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '#inspect';
import { forVectorscan, looseForVectorscan } from './patterns.ts';
import { absent, type Peer } from './peer.ts';

/**
 * libvectorscan, or libhyperscan from which it comes, by a program that is compiled here: Debian has them as
 * `libvectorscan-dev` and `libhyperscan-dev`. It finds where a match ends, judges nothing, and reports each end of a match.
 */
export function vectorscan(
  rules: readonly Rule[],
  files: readonly string[],
  { rounds, folder, name = 'libvectorscan' }: { rounds: number; folder: string; name?: string },
): Peer {
  const program = join(folder, 'vectorscan');
  const source = join(import.meta.dirname, 'vectorscan.cpp');
  const built = spawnSync('c++', ['-O2', '-o', program, source, '-lhs'], { encoding: 'utf8' });
  if (built.status !== 0) return absent(name, 'not here: needs g++ and libvectorscan-dev');
  const patterns = join(folder, 'vectorscan-patterns');
  const lines = rules.map((rule) =>
    [rule.id, rule.flags, forVectorscan(rule), looseForVectorscan(rule)].join('\t').replaceAll('\n', '\\n'),
  );
  writeFileSync(patterns, `${lines.join('\n')}\n`);
  const { status, stdout, stderr } = spawnSync(program, [patterns, String(rounds), ...files], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`vectorscan ended with ${status}: ${stderr}`);
  const told = stdout.trim().split('\n');
  const [, taken = '', seconds = '', looser = '', left = ''] = (told[0] ?? '').split('\t');
  const note = [
    `${taken} of ${rules.length} patterns, compiled in ${seconds} s`,
    looser === '' ? '' : `looser: ${looser}`,
    left === '' ? '' : `left out, it does not compile them: ${left}`,
  ];
  return {
    name,
    note: note.filter((part) => part !== '').join('; '),
    seconds: told.slice(1).map((line) => Number(line.split('\t')[1])),
  };
}
