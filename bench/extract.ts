import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { type Base, baseOf } from './extract/base.ts';
import { type Kind, kinds } from './extract/kinds.ts';
import type { ReadingTime } from './extract/read.ts';
import { toolOn } from './extract/tool.ts';
import { shareOfWords } from './extract/words.ts';
import { count, list, ownOptions, size } from './options.ts';

/**
 * How fast each format is read into text: files made of `--size` bytes of text and of a table, read by our readers without
 * recognising anything, beside the program that others would use for it on the same file. All in CPU seconds of all threads and
 * processes. `words` says which share of the peer's words is in our text: speed of a wrong text is worth nothing.
 *
 * @example node bench/extract.ts --only pdf,docx --size 4M
 */
const options = ownOptions({
  size: size('2M'),
  rounds: count(2),
  only: list(Object.keys(kinds).join(','), {
    takes: Object.keys(kinds).join(' '),
    standard: undefined,
    read: (text) => (text in kinds ? text : undefined),
  }),
});
const folder = mkdtempSync(join(tmpdir(), 'cofferdam-bench-'));
const reader = join(import.meta.dirname, 'extract/read.ts');
/** Share of its words that ours has, from which on it has read the same. */
const leastShare = 0.6;
const widths = [9, 9, 7, 9, 9, 9, 9, 18, 9, 7, 7];

try {
  process.stdout.write(
    `${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}; MB/s are of the file's bytes, "text" of what came of it\n`,
  );
  print(['format', 'MB', 'pages', 'at first', 'MB/s', 'text', 'pages/s', 'peer', 'MB/s', 'ratio', 'words']);
  const base = await baseOf(folder, options.size);
  for (const name of options.only) {
    const kind = kinds[name];
    if (kind !== undefined) await measure(name, kind, base);
  }
} finally {
  rmSync(folder, { recursive: true });
}

async function measure(name: string, kind: Kind, base: Base): Promise<void> {
  const file = join(folder, `sample.${kind.extension}`);
  const made = await kind.make(base, file);
  if (made === undefined) return print([name, '-'], 'what writes it is not here');
  const megabytes = statSync(file).size / 1e6;
  const ours = read(file);
  const per = (seconds: number): string => rate(megabytes, seconds);
  const cells = [
    name,
    megabytes.toFixed(1),
    String(made.pages ?? ''),
    per(ours.time.first),
    per(ours.time.more),
    rate(ours.time.textBytes / 1e6, ours.time.more),
    made.pages === undefined ? '' : rate(made.pages, ours.time.more),
  ];
  const notes = ours.time.notRead.map((reason) => `NOT ALL READ: ${reason}`);
  const { peer } = kind;
  if (peer === undefined) return print([...cells, 'none known'], ...notes);
  const out = join(folder, 'out');
  mkdirSync(out, { recursive: true });
  const theirs = await toolOn(peer, { file, folder: out, rounds: options.rounds });
  rmSync(out, { recursive: true });
  if (typeof theirs === 'string') return print([...cells, peer.name], theirs, ...notes);
  const share = shareOfWords(ours.text, theirs.text);
  const isSame = share !== undefined && share >= leastShare;
  if (!isSame) notes.unshift('its text is another');
  if (peer.note !== undefined) notes.unshift(peer.note);
  print(
    [
      ...cells,
      peer.name,
      per(theirs.seconds),
      isSame ? (theirs.seconds / ours.time.more).toFixed(2) : '-',
      share === undefined ? 'none' : `${Math.floor(100 * share)} %`,
    ],
    ...notes,
  );
}

function read(file: string): { readonly time: ReadingTime; readonly text: string } {
  const out = join(folder, 'text');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', reader, file, out, String(options.rounds)],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`reading ${file} ended with ${status}: ${stderr}`);
  return { time: JSON.parse(stdout) as ReadingTime, text: readFileSync(out, 'utf8') };
}

function rate(amount: number, seconds: number): string {
  const each = amount / seconds;
  return each < 10 ? each.toFixed(2) : each.toFixed(0);
}

function print(cells: readonly string[], ...notes: readonly string[]): void {
  const line = cells.map((cell, at) =>
    at === 0 || at === 7 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
  );
  process.stdout.write(`${line.join(' ')}${notes.length > 0 ? `   ${notes.join('; ')}` : ''}\n`);
}
