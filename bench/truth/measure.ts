import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PersonCount } from '../../src/inspect/contract.ts';
import { writeRange } from '../../test/range/index.ts';
import { locate } from './locate.ts';
import { writeOwn } from './own.ts';
import { bCubed, pairRecords, type RecordPair } from './persons.ts';
import {
  all,
  type Extracted,
  type Inspection,
  lines,
  type PredictedRecord,
  type Span,
  type TruthRecord,
  type TruthValue,
} from './read.ts';
import { PathMatcher, Unit } from './units.ts';
import { compare, emptyTallies, type Found, type Score, type Slip, type Tallies } from './values.ts';

export interface Measurement {
  /** Undefined: the documents written by hand. */
  readonly seed: number | undefined;
  readonly tallies: Tallies;
  readonly persons: Score;
  readonly count: PersonCount;
  /** People with a record in the leak. */
  readonly truth: number;
  /** With those of whom there are values in running text alone: some of them count, as far as an identifier names them. */
  readonly everybody: number;
  /** Records by file, as the truth and the program assign them. */
  readonly pairs: readonly (RecordPair & { readonly file: string })[];
  readonly slips: readonly (Slip & { readonly file: string })[];
  /** Files that were not fully read, with the reason. */
  readonly unread: readonly string[];
  readonly seconds: number;
}

const program = join(import.meta.dirname, '../../bin/cofferdam');

/** Writes the range of a seed, runs the real program on it and compares. The folder is gone afterwards. */
export function measure(seed: number, persons: number): Promise<Measurement> {
  return measureWritten(seed, (out) => writeRange({ seed, out, persons }));
}

/** The same of the documents in test/truth. */
export function measureOwn(): Promise<Measurement> {
  return measureWritten(undefined, writeOwn);
}

async function measureWritten(
  seed: number | undefined,
  write: (out: string) => Promise<{ readonly folder: string; readonly persons: number; readonly everybody?: number }>,
): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'cofferdam-truth-'));
  try {
    const range = await write(join(folder, 'range'));
    const started = performance.now();
    const found = join(folder, 'found.json');
    await run(
      [
        'inspect',
        '--format',
        'json',
        '--no-progress',
        '--output',
        found,
        '--records',
        join(folder, 'records.ndjson'),
        'leak',
      ],
      range.folder,
      undefined,
      [0, 3, 4, 5],
    );
    const seconds = (performance.now() - started) / 1000;
    await run(['extract', '--format', 'ndjson', 'leak'], range.folder, join(folder, 'text.ndjson'), [0, 4]);
    return {
      seed,
      truth: range.persons,
      everybody: range.everybody ?? range.persons,
      seconds,
      ...(await score(folder, range.folder, JSON.parse(await readFile(found, 'utf8')) as Inspection)),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Scored = Omit<Measurement, 'seed' | 'truth' | 'everybody' | 'seconds'>;

async function score(folder: string, range: string, inspection: Inspection): Promise<Scored> {
  const values = Map.groupBy(await all<TruthValue>(join(range, 'truth.ndjson')), ({ file }) => file);
  const records = Map.groupBy(await all<TruthRecord>(join(range, 'truth-records.ndjson')), ({ file }) => file);
  const near = await all<{ file: string }>(join(range, 'near.ndjson'));
  const matcher = new PathMatcher([...values.keys(), ...records.keys(), ...near.map(({ file }) => file)]);
  const fileOf = (path: string) => matcher.fileOf(below(path)) ?? below(path);

  const units = await unitsOf(join(folder, 'text.ndjson'), fileOf);
  const seen = new Map<string, { person: string; span: Span }[]>();
  for await (const { file, span, person } of lines<PredictedRecord>(join(folder, 'records.ndjson'))) {
    const placed = units.get(fileOf(file))?.span(below(file), span);
    if (placed !== undefined)
      seen.getOrInsertComputed(fileOf(file), () => []).push({ person: String(person), span: placed });
  }
  const findings = new Map<string, Found[]>();
  const unread: string[] = [];
  for (const { path, status, reason, findings: listed } of inspection.files) {
    if (status !== 'inspected') unread.push(`${below(path)}: ${status} (${reason})`);
    const here = findings.getOrInsertComputed(fileOf(path), () => []);
    for (const { rule, element, span } of listed) {
      const placed = units.get(fileOf(path))?.span(below(path), span);
      if (placed !== undefined) here.push({ rule, element, span: placed });
    }
  }

  const tallies = emptyTallies();
  const slips: (Slip & { file: string })[] = [];
  const pairs: (RecordPair & { file: string })[] = [];
  for (const file of new Set([...units.keys(), ...values.keys()])) {
    const text = units.get(file)?.text ?? '';
    const truth = values.get(file) ?? [];
    const spans = locate(text, truth);
    const located = truth.map((value, at) => ({ value, span: spans[at] }));
    for (const slip of compare(findings.get(file) ?? [], located, text, tallies)) slips.push({ ...slip, file });
    const byId = new Map(located.map(({ value, span }) => [value.id, span]));
    const placed = (records.get(file) ?? []).map((record) => ({
      record,
      spans: record.items.map((id) => byId.get(id)).filter((span) => span !== undefined),
    }));
    const found = spans.filter((span) => span !== undefined);
    for (const pair of pairRecords(seen.get(file) ?? [], placed, found)) pairs.push({ ...pair, file });
  }
  return { tallies, slips, unread, pairs, persons: bCubed(pairs), count: inspection.persons };
}

async function unitsOf(path: string, fileOf: (path: string) => string): Promise<Map<string, Unit>> {
  const texts = new Map<string, string[]>();
  for await (const { path: from, text } of lines<Extracted>(path))
    texts.getOrInsertComputed(below(from), () => []).push(text);
  const units = new Map<string, Unit>();
  for (const [from, parts] of texts)
    units.getOrInsertComputed(fileOf(from), () => new Unit()).add(from, parts.join(''));
  return units;
}

/** The path below the leak: the program was given `leak`. */
function below(path: string): string {
  return path.replace(/^(?:.*?\/)?leak\//, '');
}

async function run(
  args: readonly string[],
  cwd: string,
  output: string | undefined,
  accepted: readonly number[],
): Promise<void> {
  const out = output === undefined ? undefined : openSync(output, 'w');
  try {
    const child = spawn(program, args, { cwd, stdio: ['ignore', out ?? 'ignore', 'inherit'] });
    const [code] = (await once(child, 'close')) as [number | null];
    if (code === null || !accepted.includes(code))
      throw new Error(`cofferdam ${args[0] ?? ''} ended with ${String(code)}`);
  } finally {
    if (out !== undefined) closeSync(out);
  }
}
