import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { rgPath } from '@vscode/ripgrep';
import { createInspector, type KnownValues } from '#inspect';
import { openIndex } from '#server/inspection';
import { ExactIndex, ExactMatcher } from '../src/inspect/exact/index.ts';
import { formatModules, importFormats, shippedLabels, shippedRules } from '../src/server/inspection/sources.ts';
import { context, memoryInput } from '../test/inspect/memory.ts';
import { customerLine, customersHeader, proseWith, type Values } from './exact/customers.ts';
import { count, ownOptions, size } from './options.ts';

/**
 * Exact match: rows a second while an index is made, MB a second while it is asked, beside ripgrep with the same values as
 * fixed strings on the same text, and what both hold in memory. ripgrep finds values as they are written, in one form, and knows
 * no rows.
 *
 * @example node bench/exact.ts --rows 1000000 --text 64M
 */
const { rows, text: bytes, peer } = ownOptions({ rows: count(1_000_000), text: size('32M'), peer: count(1_000_000) });
const folder = mkdtempSync(join(tmpdir(), 'cofferdam-bench-'));
const program = join(import.meta.dirname, '../bin/cofferdam');
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const megabytes = (value: number): string => `${(value / 1e6).toFixed(0)} MB`;
const perSecond = (value: number, start: number): number => value / ((performance.now() - start) / 1000);

try {
  const table = join(folder, 'customers.csv');
  writeTable(table);
  const index = join(folder, 'customers.index');
  const keyFile = join(folder, 'key');
  const start = performance.now();
  const made = timed([program, 'index', 'make', table, '--output', index, '--key-file', keyFile]);
  const rate = perSecond(rows, start);
  say(`made: ${rows} rows, ${megabytes(statSync(table).size)} of CSV, ${rate.toFixed(0)} rows/s, peak ${made.peak}`);
  say(`on disk: ${megabytes(statSync(index).size)}`);
  const key = Buffer.from(readFileSync(keyFile, 'utf8').trim(), 'hex');
  ask(index, key);
  await pipeline(index, key);
  besideRipgrep(table);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function writeTable(path: string): void {
  const file = openSync(path, 'w');
  let part = `${customersHeader}\n`;
  for (let row = 0; row < rows; row += 1) {
    part += `${customerLine(row)}\n`;
    if (part.length > 1 << 20) {
      writeSync(file, part);
      part = '';
    }
  }
  writeSync(file, part);
  closeSync(file);
}

/** Text of which one line in so many holds values of the table. */
function texts(): readonly (readonly [name: string, text: string])[] {
  const of = (values: Values): string => proseWith(bytes, rows, values);
  return [
    ['prose without any', of('none')],
    ['prose, a person in 50 lines', of('few')],
    ['CSV of the table itself', of('table')],
  ];
}

function ask(path: string, key: Uint8Array): void {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  const open = openIndex(path, key);
  const loading = performance.now();
  const matcher = new ExactMatcher(new ExactIndex(open, key, path));
  say(`loaded in ${(performance.now() - loading).toFixed(0)} ms`);
  const inText = { recordAt: () => -1, governs: () => undefined };
  for (const [name, text] of texts()) {
    const start = performance.now();
    let found = 0;
    for (let at = 0; at < text.length; at += 1 << 17)
      found += matcher.find(text.slice(at, at + (1 << 17)), inText).length;
    say(`asked alone, ${name}: ${(perSecond(text.length, start) / 1e6).toFixed(1)} MB/s, ${found} found`);
  }
  say(
    `memory: ${megabytes(process.memoryUsage.rss() - before)} more than before, texts of ${megabytes(3 * bytes)} included`,
  );
  open.close();
}

/** What inspection takes with and without the index: one core, all rules, no persons. */
async function pipeline(path: string, key: Uint8Array): Promise<void> {
  const open = openIndex(path, key);
  const formats = await importFormats(await formatModules());
  const [rules, labels] = await Promise.all([shippedRules(), shippedLabels()]);
  const inspectorWith = (known: readonly KnownValues[]) =>
    createInspector({ formats, rules, labels, key: new Uint8Array(32), known });
  for (const [name, whole] of texts()) {
    const text = whole.slice(0, 16_000_000);
    const rates: number[] = [];
    for (const known of [[], [open]]) {
      const inspector = inspectorWith(known);
      const options = { name: 'a.txt', ...context(), findingsPerRule: 0, text: false, persons: false, reveal: false };
      await inspector.inspect(memoryInput(text.slice(0, 1_000_000)), options, async () => undefined);
      const start = performance.now();
      await inspector.inspect(memoryInput(text), options, async () => undefined);
      rates.push(perSecond(text.length, start) / 1e6);
    }
    const [without = 0, beside = 0] = rates;
    say(
      `inspection, ${name}: ${without.toFixed(1)} MB/s without, ${beside.toFixed(1)} with: ${(beside / without).toFixed(2)}`,
    );
  }
  open.close();
}

function besideRipgrep(table: string): void {
  const values = join(folder, 'values');
  const lines = readFileSync(table, 'latin1')
    .split('\n')
    .slice(1, Math.min(rows, peer) + 1);
  // E-mail, phone, IBAN, customer number and name: as they stand in the table.
  writeFileSync(
    values,
    lines
      .flatMap((line) => line.split(',').slice(0, 5))
      .filter((value) => value !== '')
      .join('\n'),
    'latin1',
  );
  const empty = join(folder, 'empty');
  writeFileSync(empty, '');
  const options = ['--no-config', '-a', '-j1', '--no-mmap', '--count-matches', '-F', '-f', values];
  const starting = timed([rgPath, ...options, empty]);
  for (const [name, text] of texts()) {
    const file = join(folder, 'text');
    writeFileSync(file, text, 'latin1');
    const ran = timed([rgPath, ...options, file]);
    const seconds = Math.max(0.01, ran.seconds - starting.seconds);
    say(
      `ripgrep -F, ${Math.min(rows, peer)} rows, ${name}: ${(text.length / 1e6 / seconds).toFixed(1)} MB/s, ` +
        `its start of ${starting.seconds.toFixed(1)} s left out, peak ${ran.peak}`,
    );
  }
}

/** Wall time, and the peak of resident memory by GNU time where it is there. */
function timed([command = '', ...args]: readonly string[]): { seconds: number; peak: string } {
  const script =
    'import resource,subprocess,sys; r=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL).returncode; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(r)';
  const start = performance.now();
  const ran = spawnSync('python3', ['-c', script, command, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (ran.status !== 0 && ran.status !== 1)
    throw new Error(`${command} ended with ${ran.status}: ${ran.stderr.slice(0, 300)}`);
  return { seconds: (performance.now() - start) / 1000, peak: megabytes(Number(ran.stdout.trim()) * 1024) };
}
