import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attemptOf } from '../test/fuzz/attempt.ts';
import { fuzz, type Order, shippedSeeds, type Told } from '../test/fuzz/fuzz.ts';
import { count, type Kind, list, ownOptions } from './options.ts';

/**
 * Gives hostile files of every format to the readers, and prints per format what came of it: in threads that stay warm, or
 * with --where processes in the sandboxed processes of inspection, which are replaced often and take far longer. A file with
 * which a promise was broken is kept in .tmp/fuzz. The same seed makes the same files.
 */
const id: Kind<string> = {
  takes: 'the id of a format as in docs/formats.md, or `all`',
  standard: 'all',
  read: (text) => (/^[a-z0-9-]+$/.test(text) ? text : undefined),
};
const where: Kind<'threads' | 'processes'> = {
  takes: '`threads` or `processes`',
  standard: 'threads',
  read: (text) => (text === 'threads' || text === 'processes' ? text : undefined),
};
const options = ownOptions({
  runs: count(20_000),
  seed: count(1),
  from: count(0, { from: 0 }),
  formats: list('all', id),
  width: count(1, { to: 64 }),
  where,
});
const { seed, width } = options;

const { seeds } = await shippedSeeds();
const known = [...seeds.keys()].filter((one) => one !== 'unknown');
const chosen = options.formats.includes('all') ? known : options.formats.filter((one) => known.includes(one));
if (chosen.length === 0) {
  process.stderr.write(`--formats takes some of ${known.join(', ')}\n`);
  process.exit(2);
}

interface Row {
  runs: number;
  inspected: number;
  partial: number;
  unreadable: number;
  memory: number;
  slowest: number;
  broken: number;
}

const rows = new Map<string, Row>();
const folder = join(import.meta.dirname, '../.tmp/fuzz');
const start = performance.now();
let done = 0;

function take(order: Order, { status, memory, broken, milliseconds }: Told): void {
  const { format, number } = order;
  const none: Row = { runs: 0, inspected: 0, partial: 0, unreadable: 0, memory: 0, slowest: 0, broken: 0 };
  const row = rows.get(format) ?? none;
  rows.set(format, row);
  row.runs += 1;
  row[status] += 1;
  row.slowest = Math.max(row.slowest, milliseconds);
  if (memory) row.memory += 1;
  done += 1;
  if (done % 2000 === 0) progress();
  if (milliseconds > 5000) process.stderr.write(`${format} ${number}: ${milliseconds.toFixed(0)} ms\n`);
  if (broken.length === 0) return;
  row.broken += 1;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${format}-${seed}-${number}`), attemptOf(seeds, format, { seed, number }).bytes);
  process.stderr.write(`${format} ${number}: ${[...new Set(broken)].join('; ')} (${milliseconds.toFixed(0)} ms)\n`);
}

function progress(): void {
  process.stderr.write(`${done} runs, ${(done / ((performance.now() - start) / 1000)).toFixed(0)} a second\n`);
}

function print(): void {
  const cells = [...rows]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([format, { runs, inspected, partial, unreadable, memory, slowest, broken }]) => [
      format,
      ...[runs, inspected, partial, unreadable, memory, Math.round(slowest), broken].map(String),
    ]);
  const head = ['format', 'runs', 'inspected', 'partial', 'unreadable', 'limit-memory', 'slowest, ms', 'broken'];
  for (const line of [head, head.map(() => '---'), ...cells]) process.stdout.write(`| ${line.join(' | ')} |\n`);
}

/** One of each format after the other, so that a run that is ended early has tried all alike. */
function* orders(): Generator<Order> {
  for (let at = 0; at < options.runs; at += 1) {
    yield { format: chosen[at % chosen.length] ?? '', number: options.from + Math.floor(at / chosen.length) };
    if (stopped) return;
  }
}

let stopped = false;
// Ends after the files at hand, with the table of what was done.
process.once('SIGINT', () => (stopped = true));
process.once('SIGTERM', () => (stopped = true));
await fuzz({ seed, width, where: options.where, orders: orders() }, take);
progress();
print();
process.exitCode = [...rows.values()].some(({ broken }) => broken > 0) ? 1 : 0;
