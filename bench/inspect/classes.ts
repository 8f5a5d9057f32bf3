import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { compileRules, createMatcher, type Rule } from '#inspect';
import { shippedRules } from '../../src/server/inspection/sources.ts';
import { corpusKinds, writeCorpus } from '../../test/range/index.ts';
import { leastOf, ownCpu } from '../cpu.ts';
import { gitleaks } from '../peers/gitleaks.ts';
import { absent, type Peer } from '../peers/peer.ts';
import { ripgrep } from '../peers/ripgrep.ts';
import { secretlint } from '../peers/secretlint.ts';
import { openVectorscan } from '../peers/vectorscan.ts';
import { pipelineSeconds, twoCores } from './pipeline.ts';

/** As much as the slow are given: V8 alone, and ripgrep, whose automaton for all of our patterns needs gigabytes. */
const forV8 = 1 << 18;
const forRipgrep = 1 << 20;
const blockLength = 1 << 20;

interface Request {
  readonly sample: number;
  readonly rounds: number;
  readonly folder: string;
}

interface Corpus {
  readonly files: readonly string[];
  readonly bytes: readonly number[];
}

/**
 * The search on text of six kinds, on one core, by CPU time. Ours with validators and words near by, and the whole of `inspect`, when it
 * has read as much already and "at first", while V8 compiles: peers compile before their time is taken, libvectorscan for more than a
 * minute. They are libvectorscan and ripgrep with the same patterns, and V8, which tries one rule after the other on the whole text. Then the rules for
 * tokens and keys alone, beside those that know only these. Each peer is printed as soon as it has ended: some need minutes.
 * libvectorscan takes its turn with ours, file by file: machines that others use as well are twice as fast in one minute as in the
 * next, and what is measured minutes apart tells of that.
 */
export async function classes(request: Request): Promise<void> {
  const corpus = await corpusOf(request);
  const all = compileRules(await shippedRules());
  const rules = all.filter(hasPattern);
  const { files } = corpus;
  const { matcher, first, more, native } = await beside(rules, corpus, request, createMatcher(all));
  const ours = [
    { name: 'matcher', seconds: matcher },
    { name: 'inspect', seconds: more },
    { name: 'at first', seconds: first },
  ];
  say(`All ${all.length} rules, ${rules.length} of them patterns; MB/s of one core`);
  table(corpus, ours, native);
  const small = parts(corpus, request.folder);
  table(small, rated(ours, corpus, small), await ripgrep(rules, small.files, request));
  table(corpus, ours, await v8(rules, corpus));
  const ratio = await twoCores(files, request.folder);
  say(
    `two cores against one, inspect on all files: ${ratio === undefined ? 'not measured, no taskset' : ratio.toFixed(2)}\n`,
  );

  const tokens = all.filter(({ element }) => element !== undefined && tokenElements.has(element));
  const alone = await beside(tokens.filter(hasPattern), corpus, request, createMatcher(tokens), false);
  const tokensOnly = [{ name: 'matcher', seconds: alone.matcher }];
  say(`The ${tokens.length} rules for tokens, keys and passwords alone; MB/s of one core`);
  table(corpus, tokensOnly, alone.native);
  table(corpus, tokensOnly, await gitleaks(files, request));
  table(corpus, tokensOnly, await secretlint(files, request));
}

/** Whether another scanner can search for it: what stands behind a label, names and lists of words are no pattern. */
function hasPattern({ anchor }: Rule): boolean {
  return !('label' in anchor || 'names' in anchor || 'terms' in anchor);
}

const tokenElements: ReadonlySet<string> = new Set([
  'access-token',
  'private-key',
  'password',
  'password-hash',
  'connection-string',
]);

async function corpusOf({ sample, folder }: Request): Promise<Corpus> {
  const files: string[] = [];
  for (const kind of corpusKinds) {
    const out = join(folder, `${kind}.txt`);
    await writeCorpus({ kind, seed: 7, bytes: sample, out });
    files.push(out);
  }
  return { files, bytes: files.map((file) => statSync(file).size) };
}

interface Beside {
  readonly matcher: readonly number[];
  readonly first: readonly number[];
  readonly more: readonly number[];
  readonly native: Peer;
}

/** The matcher, unless told otherwise `inspect`, and libvectorscan, each in its turn on each file; the least of all rounds. */
async function beside(
  rules: readonly Rule[],
  { files }: Corpus,
  { rounds, folder }: Request,
  matcher: ReturnType<typeof createMatcher>,
  whole = true,
): Promise<Beside> {
  const scanner = await openVectorscan(rules, folder);
  const native = files.map(() => Number.POSITIVE_INFINITY);
  const scan = async (at: number): Promise<void> => {
    native[at] = Math.min(native[at] ?? 0, (await scanner?.scan(files[at] ?? '')) ?? 0);
  };
  const ours: number[] = [];
  for (const [at, file] of files.entries()) {
    const blocks = blocksOf(readFileSync(file, 'utf8'));
    const search = (): void => {
      for (const block of blocks) matcher(block);
    };
    ours.push(await leastOf(rounds, ownCpu, search, () => scan(at)));
  }
  let turn = 0;
  const pipeline = whole
    ? await pipelineSeconds(files, { folder, rounds }, () => scan(turn++ % files.length))
    : { first: [], more: [] };
  scanner?.close();
  const name = 'libvectorscan';
  if (scanner === undefined) return { matcher: ours, ...pipeline, native: absent(name, needed) };
  return { matcher: ours, ...pipeline, native: { name, note: scanner.note, seconds: native } };
}

const needed = 'not here: needs g++ and libvectorscan-dev';

/** The first part of each file, for a peer that is too slow for the whole. */
function parts({ files }: Corpus, folder: string): Corpus {
  const cut = files.map((file) => {
    const out = join(folder, `part-${basename(file)}`);
    const bytes = readFileSync(file).subarray(0, forRipgrep);
    writeFileSync(out, bytes);
    return { out, length: bytes.length };
  });
  return { files: cut.map(({ out }) => out), bytes: cut.map(({ length }) => length) };
}

/** What was measured on one corpus, as its rates make it on another of the same kinds. */
function rated(rows: readonly Row[], measured: Corpus, other: Corpus): Row[] {
  const share = (at: number): number => sumOr(other.bytes, at) / sumOr(measured.bytes, at);
  return rows.map(({ name, seconds }) => ({ name, seconds: seconds.map((one, at) => one * share(at)) }));
}

/** The number for a kind, or for all together: the last if there is one more than kinds, else their sum. */
function sumOr(numbers: readonly number[], at: number): number {
  return numbers[at] ?? numbers.reduce((sum, one) => sum + one, 0);
}

/** By a part of each file, as if it had read the whole. */
async function v8(rules: readonly Rule[], { files, bytes }: Corpus): Promise<Peer> {
  const seconds: number[] = [];
  for (const [at, file] of files.entries()) {
    const part = readFileSync(file, 'utf8').slice(0, forV8);
    const took = await leastOf(1, ownCpu, () => {
      for (const { regex } of rules) for (const _ of part.matchAll(regex));
    });
    seconds.push((took / part.length) * (bytes[at] ?? 0));
  }
  return { name: 'V8 alone', note: `one rule after the other on the first ${forV8 / 1024} kB`, seconds };
}

interface Row {
  readonly name: string;
  /** For each kind, and where that is not their sum, for all together. */
  readonly seconds: readonly number[];
}

/** Rates of each kind and of all together, and the ratios of all that is ours to the peer. */
function table({ bytes }: Corpus, ours: readonly Row[], peer: Peer): void {
  say(`${peer.name}: ${peer.note}`);
  const { seconds } = peer;
  if (seconds === undefined) return;
  const heads = [...ours.map(({ name }) => name), peer.name, ...ours.map(({ name }) => `${name}/`)];
  say(`${''.padEnd(8)}${heads.map((head) => head.padStart(14)).join('')}`);
  for (const [at, kind] of [...corpusKinds, 'mixed'].entries()) {
    const rate = (all: readonly number[]): number => sumOr(bytes, at) / 1e6 / sumOr(all, at);
    const rates = [...ours.map((row) => rate(row.seconds)), rate(seconds)].map((number) => number.toFixed(1));
    const ratios = ours.map((row) => (rate(row.seconds) / rate(seconds)).toFixed(2));
    say(`${kind.padEnd(8)}${[...rates, ...ratios].map((cell) => cell.padStart(14)).join('')}`);
  }
  say('');
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

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
