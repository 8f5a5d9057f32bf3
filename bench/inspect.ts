import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rgPath } from '@vscode/ripgrep';
import { compileRules } from '#inspect';
import { shippedRules } from '../src/cli/sources.ts';
import { largeCustomers } from '../test/range/index.ts';
import { residentBytes } from './process-tree.ts';

/**
 * Speed of `inspect` on a CSV of customers, persons on, beside ripgrep with the same patterns on the same file in the
 * same run. ripgrep only finds lines; it validates nothing, explains nothing and knows no persons: it is the measure of
 * what finding alone costs in native code.
 */
const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '256M' },
    keep: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
});
const bytes =
  Number.parseInt(values.size, 10) * { k: 1024, M: 1024 ** 2, G: 1024 ** 3 }[values.size.at(-1) as 'k' | 'M' | 'G'];
const folder = mkdtempSync(join(tmpdir(), 'cofferdam-bench-'));
const root = join(import.meta.dirname, '..');

interface Measured {
  readonly name: string;
  readonly bytes: number;
  readonly seconds: number;
  readonly peak: number;
  readonly output: string;
}

try {
  const sizes = values.quick ? [bytes] : [bytes / 4, bytes / 2, bytes];
  const results: Measured[] = [];
  for (const size of sizes) {
    const file = join(folder, 'customers.csv');
    const { persons } = await largeCustomers({ seed: 7, bytes: size, out: file });
    const ours = await measure('cofferdam', size, [join(root, 'bin/cofferdam'), 'inspect', '--format', 'table', file]);
    print(ours, `persons written: ${persons}; ${/\n {2}([^\n]*persons?[^\n]*)\n/.exec(ours.output)?.[1] ?? ''}`);
    results.push(ours);
    if (size === bytes) {
      const patterns = join(folder, 'patterns');
      const rules = compileRules(await shippedRules()).filter((rule) => !('label' in rule.anchor));
      writeFileSync(
        patterns,
        rules.map((rule) => `${rule.flags.includes('i') ? '(?i)' : ''}${pcre(rule.pattern)}`).join('\n'),
      );
      for (const threads of ['2', '1']) {
        const command = [rgPath, '-P', '-c', '--no-config', '-a', `-j${threads}`, '--no-mmap', '-f', patterns, file];
        const peer = await measure(`ripgrep -j${threads}, ${rules.length} patterns`, size, command);
        print(peer, `ratio cofferdam / ripgrep: ${(rate(ours) / rate(peer)).toFixed(2)}`);
      }
    }
    if (values.keep === undefined) rmSync(file);
  }
  const [first, last] = [results[0], results.at(-1)];
  if (first !== undefined && last !== undefined && results.length > 1) {
    process.stdout.write(`time per MB, largest against smallest: ${(rate(first) / rate(last)).toFixed(2)}\n`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

function rate({ bytes, seconds }: Measured): number {
  return bytes / 1e6 / seconds;
}

/** Rules are written for JavaScript; PCRE2 spells a few things otherwise. */
function pcre(pattern: string): string {
  return pattern.replaceAll('\\u', '\\x').replaceAll('[^]', '[\\s\\S]');
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
