import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { childrenCpu, leastOf } from '../cpu.ts';
import { absent, type Peer } from './peer.ts';

/** gitleaks with its own rules, where it is installed; `dir` is there from 8.19 on. */
export async function gitleaks(
  files: readonly string[],
  { rounds, folder }: { rounds: number; folder: string },
): Promise<Peer> {
  const version = spawnSync('gitleaks', ['version'], { encoding: 'utf8' });
  if (version.status !== 0) return absent('gitleaks', 'not here: put `gitleaks` on the PATH');
  const empty = join(folder, 'empty');
  writeFileSync(empty, '');
  const starting = await leastOf(rounds, childrenCpu, () => run(empty));
  const seconds: number[] = [];
  for (const file of files) {
    seconds.push(Math.max(0.01, (await leastOf(rounds, childrenCpu, () => run(file))) - starting));
  }
  return { name: 'gitleaks', note: `${version.stdout.trim()}, its own rules; its start is left out`, seconds };
}

function run(file: string): void {
  const { status, stderr } = spawnSync('gitleaks', ['dir', '--no-banner', '--exit-code', '0', file], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`gitleaks ended with ${status}: ${stderr.slice(-300)}`);
}
