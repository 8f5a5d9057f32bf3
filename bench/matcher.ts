import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { rgPath } from '@vscode/ripgrep';
import { compileRules, createMatcher } from '#inspect';
import { shippedRules } from '../src/server/inspection/sources.ts';
import { corpusKinds, writeCorpus } from '../test/range/index.ts';
import { count, ownOptions, size as sizeOption } from './options.ts';
import { forRipgrep } from './ripgrep-pattern.ts';

/**
 * The search for all rules alone, without tables and persons, on text of six kinds: ours with validators and words near by,
 * beside ripgrep with the same patterns on one thread, which finds places and judges nothing, and beside V8 that tries one
 * rule after the other on the whole text. CPU time of one core, the best of some rounds.
 */
const { size, rounds } = ownOptions({ size: sizeOption('8M'), rounds: count(3) });
/** As much as V8 alone is given: it needs long. */
const forV8 = 1 << 18;
const blockLength = 1 << 20;

const folder = mkdtempSync(join(tmpdir(), 'cofferdam-bench-'));
try {
  const all = compileRules(await shippedRules());
  const rules = all.filter(({ anchor }) => !('label' in anchor));
  const understood = rules.map(forRipgrep).filter(isUnderstood);
  const patterns = join(folder, 'patterns');
  writeFileSync(patterns, understood.join('\n'));
  say(
    `${rules.length} rules, ${understood.length} of them as patterns of ripgrep; ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}`,
  );
  say('MB/s of one core     ours   ripgrep   V8 alone    ours/ripgrep    ours/V8    candidates');
  const matcher = createMatcher(all);
  // Ripgrep makes its automata anew in each process: what that takes is not the search.
  const empty = join(folder, 'empty');
  writeFileSync(empty, '');
  const starting = secondsOf(() => runRipgrep(patterns, empty), children);
  say(`ripgrep's start, left out of its rate: ${starting.toFixed(1)} s`);
  for (const kind of corpusKinds) {
    const out = join(folder, kind);
    await writeCorpus({ kind, seed: 7, bytes: size, out });
    const blocks = blocksOf(readFileSync(out, 'utf8'));
    let candidates = 0;
    const ours = best(statSync(out).size, () => {
      candidates = 0;
      for (const block of blocks) candidates += matcher(block).length;
    });
    const ripgrep = best(statSync(out).size, () => runRipgrep(patterns, out), children, starting);
    const part = (blocks[0] ?? '').slice(0, forV8);
    const v8 = best(part.length, () => {
      for (const { regex } of rules) for (const _ of part.matchAll(regex));
    });
    const figures = [ours, ripgrep, v8].map((rate) => rate.toFixed(1).padStart(9)).join(' ');
    const ratios = [ours / ripgrep, ours / v8].map((ratio) => ratio.toFixed(2).padStart(13)).join(' ');
    say(`${kind.padEnd(14)} ${figures} ${ratios} ${String(candidates).padStart(13)}`);
    rmSync(out);
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** MB/s by CPU time. */
function best(bytes: number, work: () => void, used = own, without = 0): number {
  return bytes / 1e6 / Math.max(0.01, secondsOf(work, used) - without);
}

function secondsOf(work: () => void, used: () => number): number {
  let seconds = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const before = used();
    work();
    seconds = Math.min(seconds, used() - before);
  }
  return seconds;
}

function own(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** CPU seconds of processes that were started here and have ended. */
function children(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  // `cutime` and `cstime`, the 16th and 17th field, in hundredths (proc(5)).
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** What a reader hands over at once: 1 MiB, up to the end of a line. */
function blocksOf(text: string): string[] {
  const blocks: string[] = [];
  for (let at = 0; at < text.length; ) {
    const line = text.lastIndexOf('\n', at + blockLength);
    const end = at + blockLength >= text.length || line < at ? Math.min(text.length, at + blockLength) : line + 1;
    // A copy: a slice would keep the whole text, and is slower to read.
    blocks.push(Buffer.from(text.slice(at, end)).toString());
    at = end;
  }
  return blocks;
}

function runRipgrep(patterns: string, file: string): void {
  const options = '--count-matches --no-config -a --no-mmap --regex-size-limit 2G --dfa-size-limit 2G -j1'.split(' ');
  const { status } = spawnSync(rgPath, [...options, '-f', patterns, file]);
  if (status !== 0 && status !== 1) throw new Error(`ripgrep ended with ${status}`);
}

function isUnderstood(pattern: string): boolean {
  return spawnSync(rgPath, ['--no-config', '-e', pattern], { input: '' }).status !== 2;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
