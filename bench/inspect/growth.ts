import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { compileRules } from '#inspect';
import { shippedRules } from '../../src/server/inspection/sources.ts';
import { largeCustomers } from '../../test/range/index.ts';
import { ripgrepCommand, ripgrepPatterns } from '../peers/ripgrep.ts';
import { residentBytes } from '../process-tree.ts';

interface Measured {
  readonly name: string;
  readonly bytes: number;
  readonly seconds: number;
  readonly peak: number;
  readonly output: string;
}

const program = join(import.meta.dirname, '../../bin/cofferdam');

/**
 * Time and memory of `inspect` as one CSV of customers grows, persons on, beside ripgrep with the same patterns on the same
 * file. ripgrep only finds places; it validates nothing, explains nothing and knows no persons: it is the measure of what finding
 * alone costs in native code.
 */
export async function growth({
  bytes,
  quick,
  folder,
}: {
  bytes: number;
  quick: boolean;
  folder: string;
}): Promise<void> {
  const sizes = quick ? [bytes] : [bytes / 4, bytes / 2, bytes];
  const results: Measured[] = [];
  const file = join(folder, 'customers.csv');
  for (const size of sizes) {
    const { persons } = await largeCustomers({ seed: 7, bytes: size, out: file });
    const ours = await measure('cofferdam', size, [program, 'inspect', '--format', 'table', file]);
    print(ours, `persons written: ${persons}; ${/\n {2}([^\n]*\d persons?\b[^\n]*)\n/.exec(ours.output)?.[1] ?? ''}`);
    results.push(ours);
  }
  await besideRipgrep(results, bytes, folder);
  const [first, last] = [results[0], results.at(-1)];
  if (first !== undefined && last !== undefined && results.length > 1) {
    process.stdout.write(`time per MB, largest against smallest: ${(rate(first) / rate(last)).toFixed(2)}\n`);
  }
}

/** ripgrep's time is linear in the size, so a file of at most 64 MB tells its rate. */
async function besideRipgrep(ours: readonly Measured[], bytes: number, folder: string): Promise<void> {
  const rules = compileRules(await shippedRules()).filter(
    ({ anchor }) => !('label' in anchor || 'names' in anchor || 'terms' in anchor),
  );
  const patterns = ripgrepPatterns(rules, folder);
  const size = Math.min(bytes, 64e6);
  const file = join(folder, 'peer.csv');
  await largeCustomers({ seed: 7, bytes: size, out: file });
  for (const threads of [2, 1]) {
    const command = ripgrepCommand(patterns.file, threads, file);
    const peer = await measure(`ripgrep -j${threads}, ${patterns.count} patterns`, size, command);
    print(peer, `ratio cofferdam / ripgrep: ${(rate(ours.at(-1) ?? peer) / rate(peer)).toFixed(2)}`);
  }
}

function rate({ bytes, seconds }: Measured): number {
  return bytes / 1e6 / seconds;
}

function print(measured: Measured, note: string): void {
  const { name, bytes, seconds, peak } = measured;
  const cells = [
    name.padEnd(28),
    `${(bytes / 1e6).toFixed(0)} MB`.padStart(8),
    `${seconds.toFixed(1)} s`.padStart(8),
    `${rate(measured).toFixed(1)} MB/s`.padStart(11),
    `peak ${(peak / 1e6).toFixed(0)} MB`.padStart(13),
  ];
  process.stdout.write(`${cells.join('  ')}   ${note}\n`);
}

function measure(name: string, size: number, [command = '', ...args]: string[]): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    let peak = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    const sampler = setInterval(() => {
      peak = Math.max(peak, residentBytes(child.pid ?? 0));
    }, 200);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(sampler);
      const seconds = (performance.now() - start) / 1000;
      if (code !== null && code !== 2 && code !== 1) resolve({ name, bytes: size, seconds, peak, output });
      else reject(new Error(`${name} ended with ${code}`));
    });
  });
}
