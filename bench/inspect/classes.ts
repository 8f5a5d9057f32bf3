import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { compileRules, createMatcher, type Rule } from '#inspect';
import { shippedRules } from '../../src/server/inspection/sources.ts';
import { corpusKinds, writeCorpus } from '../../test/range/index.ts';
import { leastOf, ownCpu } from '../cpu.ts';
import { gitleaks } from '../peers/gitleaks.ts';
import type { Peer } from '../peers/peer.ts';
import { ripgrep } from '../peers/ripgrep.ts';
import { secretlint } from '../peers/secretlint.ts';
import { vectorscan } from '../peers/vectorscan.ts';
import { pipelineSeconds, twoCores } from './pipeline.ts';

/** As much as V8 alone is given: it needs long. */
const forV8 = 1 << 18;
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
 * The search on text of six kinds, on one core, by CPU time. Ours with validators and words near by, and the whole of `inspect`,
 * beside libvectorscan and ripgrep with the same patterns, and V8 that tries one rule after the other on the whole text. Then the rules for
 * tokens and keys alone, beside those that know only these.
 */
export async function classes(request: Request): Promise<void> {
  const corpus = await corpusOf(request);
  const all = compileRules(await shippedRules());
  const rules = all.filter(({ anchor }) => !('label' in anchor || 'names' in anchor || 'terms' in anchor));
  const { files } = corpus;
  const ours = await matcherSeconds(all, corpus, request.rounds);
  const whole = await pipelineSeconds(files, request.folder, request.rounds);
  const peers = [vectorscan(rules, files, request), await ripgrep(rules, files, request), await v8(rules, corpus)];
  say(`All ${rules.length} rules; MB/s of one core`);
  table(
    corpus,
    [
      { name: 'matcher', seconds: ours },
      { name: 'inspect', seconds: whole },
    ],
    peers,
  );
  const ratio = await twoCores(files, request.folder, request.rounds);
  say(
    `two cores against one, inspect on all files: ${ratio === undefined ? 'not measured, no taskset' : ratio.toFixed(2)}\n`,
  );

  const tokens = all.filter(({ element }) => element !== undefined && tokenElements.has(element));
  const tokensOnly = await matcherSeconds(tokens, corpus, request.rounds);
  const scanners = [
    vectorscan(
      tokens.filter(({ anchor }) => !('label' in anchor)),
      files,
      request,
    ),
    await gitleaks(files, request),
    await secretlint(files, request),
  ];
  say(`The ${tokens.length} rules for tokens, keys and passwords alone; MB/s of one core`);
  table(corpus, [{ name: 'matcher', seconds: tokensOnly }], scanners);
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

async function matcherSeconds(rules: readonly Rule[], { files }: Corpus, rounds: number): Promise<number[]> {
  const matcher = createMatcher(rules);
  const seconds: number[] = [];
  for (const file of files) {
    const blocks = blocksOf(readFileSync(file, 'utf8'));
    seconds.push(
      await leastOf(rounds, ownCpu, () => {
        for (const block of blocks) matcher(block);
      }),
    );
  }
  return seconds;
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
  readonly seconds: readonly number[];
}

/** Rates of each kind and of all together; behind each peer the ratios of all that is ours to it. */
function table({ bytes }: Corpus, ours: readonly Row[], peers: readonly Peer[]): void {
  const there = peers.filter((peer): peer is Peer & Row => peer.seconds !== undefined);
  const heads = there.map(
    ({ name }) => `${name.padStart(13)} ${ours.map((row) => `${row.name}/`.padStart(10)).join('')}`,
  );
  say(`${''.padEnd(8)}${ours.map(({ name }) => name.padStart(9)).join('')}${heads.join('')}`);
  for (const [at, kind] of [...corpusKinds, 'mixed'].entries()) {
    const pick = (all: readonly number[]): number => all[at] ?? all.reduce((sum, one) => sum + one, 0);
    const rate = ({ seconds }: Row): number => pick(bytes) / 1e6 / pick(seconds);
    const beside = there.map(
      (peer) =>
        `${rate(peer).toFixed(1).padStart(13)} ${ours.map((row) => (rate(row) / rate(peer)).toFixed(2).padStart(10)).join('')}`,
    );
    say(`${kind.padEnd(8)}${ours.map((row) => rate(row).toFixed(1).padStart(9)).join('')}${beside.join('')}`);
  }
  for (const { name, note } of peers) say(`${name}: ${note}`);
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
