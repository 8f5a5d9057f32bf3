import { createReadStream, createWriteStream } from 'node:fs';
import { glob, readFile, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Document, textOf } from './document.ts';
import { largeCustomers } from './large.ts';
import type { Person } from './people/person.ts';
import { entitiesOf, populationOf } from './people/population.ts';
import { Random } from './random.ts';
import { log, noise } from './scenes/logs.ts';
import { letter, notes } from './scenes/prose.ts';
import type { Stage } from './scenes/tables.ts';
import { vocabulary } from './words/index.ts';
import { sideOf } from './words/split.ts';

/** What text of a leak looks like to a scanner: how dense it is in digits, in `@` and in words. */
export const corpusKinds = ['prose', 'code', 'logs', 'json', 'mail', 'csv'] as const;
type CorpusKind = (typeof corpusKinds)[number];

interface CorpusRequest {
  readonly kind: CorpusKind;
  readonly seed: number;
  /** Size at which to stop, in bytes: it ends with the first piece at or beyond it. */
  readonly bytes: number;
  /** The file to write. */
  readonly out: string;
}

const root = join(import.meta.dirname, '../..');
const lineLength = 76;

/** Writes text of one kind, of any size and in flat memory; the same for the same seed. */
export async function writeCorpus({ kind, seed, bytes, out }: CorpusRequest): Promise<void> {
  if (kind === 'csv') {
    await largeCustomers({ seed, bytes, out });
    return;
  }
  const pieces = kind === 'json' ? jsonLines(seed, bytes, `${out}.csv`) : await piecesOf(kind, seed);
  await pipeline(Readable.from(upTo(bytes, pieces)), createWriteStream(out));
}

async function* upTo(bytes: number, pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let written = 0;
  for await (const piece of pieces) {
    yield piece;
    written += Buffer.byteLength(piece);
    if (written >= bytes) return;
  }
}

async function piecesOf(kind: Exclude<CorpusKind, 'csv' | 'json'>, seed: number): Promise<Iterable<string>> {
  const random = new Random(`corpus ${kind} ${seed}`);
  const words = vocabulary(sideOf(seed));
  const people = populationOf(words, entitiesOf(words, random), 400, random);
  const stage = { random, words };
  if (kind === 'logs') return logs(people, stage);
  const own = kind === 'code' ? await texts('{src,web,test}/**/*.{ts,tsx}') : await texts('docs/**/*.md');
  if (kind === 'code') return shuffled(own, random);
  const paragraphs = own.flatMap((text) => text.split(/\n{2,}/).filter((part) => /^\w.{80,}/s.test(part)));
  return kind === 'prose' ? prose(paragraphs, people, stage) : mails(paragraphs, people, stage);
}

async function texts(pattern: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const path of glob(pattern, { cwd: root })) paths.push(path);
  return Promise.all(paths.sort().map((path) => readFile(join(root, path), 'utf8')));
}

function* shuffled(parts: readonly string[], random: Random): Generator<string> {
  for (;;) for (const part of random.shuffle(parts)) yield `${part}\n`;
}

/** Sentences about people among paragraphs that speak of nobody, as in reports and minutes. */
function* prose(paragraphs: readonly string[], people: readonly Person[], stage: Stage): Generator<string> {
  const { random } = stage;
  for (;;) {
    for (let some = random.int(2, 6); some > 0; some -= 1) yield `${random.pick(paragraphs)}\n\n`;
    yield `${plain(random.chance(0.3) ? letter(random.pick(people), stage) : notes(people, stage))}\n\n`;
  }
}

function* logs(people: readonly Person[], stage: Stage): Generator<string> {
  for (;;) yield `${plain(stage.random.chance(0.8) ? log(people, stage) : noise(60, stage))}\n`;
}

/** Messages as a mailbox keeps them: headers, a text, an attachment in base64. */
function* mails(paragraphs: readonly string[], people: readonly Person[], stage: Stage): Generator<string> {
  const { random } = stage;
  for (;;) {
    const [from, to] = random.sample(people, 2) as [Person, Person];
    const head = `From - Mon Mar 10 10:10:10 2025\nFrom: <${from.email}>\nTo: <${to.email}>\nMIME-Version: 1.0\n`;
    const text = `Content-Type: text/plain; charset=utf-8\n\n${random.pick(paragraphs)}\n${plain(notes(people, stage))}\n`;
    const encoded = random.bytes(random.int(4_000, 40_000)).toBase64();
    const lines = encoded.match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? [];
    const attachment = `Content-Type: application/octet-stream; name="a.bin"\nContent-Transfer-Encoding: base64\n\n${lines.join('\n')}\n`;
    yield `${head}Content-Type: multipart/mixed; boundary="b"\n\n--b\n${text}--b\n${attachment}--b--\n\n`;
  }
}

function plain({ parts }: Document): string {
  return parts.map((part) => (part.kind === 'prose' ? textOf(part.pieces) : '')).join('\n');
}

/** Rows of customers as objects, one a line. */
async function* jsonLines(seed: number, bytes: number, file: string): AsyncGenerator<string> {
  await largeCustomers({ seed, bytes, out: file });
  try {
    let header: readonly string[] | undefined;
    for await (const line of createInterface({ input: createReadStream(file) })) {
      const cells = csvCells(line);
      if (header === undefined) header = cells;
      else yield `${JSON.stringify(Object.fromEntries(header.map((name, at) => [name, cells[at]])))}\n`;
    }
  } finally {
    await rm(file);
  }
}

/** The cells of a line as largeCustomers writes it: no line end stands within one. */
export function csvCells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, bare]) =>
    quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'),
  );
}
