import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import process from 'node:process';
import { createInspector, type InspectEvent, type InspectOptions } from '#inspect';
import { openFor } from '../../src/cli/open-file.ts';
import { formatModules, importFormats } from '../../src/server/inspection/sources.ts';
import { ownCpu } from '../cpu.ts';

/** What reading one file took, in CPU seconds of all threads, and what came of it. */
export interface ReadingTime {
  /** In a process that has read nothing before: V8 compiles as it goes. */
  readonly first: number;
  /** The least of the rounds after it. */
  readonly more: number;
  readonly textBytes: number;
  /** Reasons for what was not read, without doubles. */
  readonly notRead: readonly string[];
}

interface Preloading {
  readonly preload?: (read: (url: URL) => Promise<Uint8Array>) => Promise<void>;
}

/** Reads a file as `extract` does, in this process, without recognising anything; prints a `ReadingTime` as JSON. */
const [file = '', out = '', rounds = '2'] = process.argv.slice(2);
const modules = await formatModules();
const formats = await importFormats(modules);
// What readers load before they may read files no more: the data of OCR.
for (const module of modules) await ((await import(module)) as Preloading).preload?.((url) => readFile(url));
const key = new Uint8Array(32).fill(7);
const inspector = createInspector({ formats, rules: [], labels: [], key });
const limits = {
  maxDepth: 16,
  maxMembers: 1e6,
  maxRatio: 1e4,
  maxBytes: 2 ** 36,
  maxHeldBytes: 2 ** 30,
  maxSeconds: 600,
  maxPixels: 2e9,
};
const options: InspectOptions = {
  name: basename(file),
  passwords: [],
  limits,
  languages: ['eng'],
  findingsPerRule: 0,
  text: 'alone',
  persons: false,
  reveal: false,
};

let text: string[] = [];
const notRead = new Set<string>();
const seconds: number[] = [];
for (let round = 0; round <= Number(rounds); round += 1) {
  text = [];
  const opened = await openFor(file, limits.maxSeconds);
  const before = ownCpu();
  await inspector.inspect(opened.input, options, (event: InspectEvent) => {
    if (event.type === 'text') text.push(event.text);
    if (event.type === 'end' && event.reason !== undefined) notRead.add(event.reason);
    return Promise.resolve();
  });
  seconds.push(ownCpu() - before);
  await opened.close();
}
await writeFile(out, text.join(''));
const time: ReadingTime = {
  first: seconds[0] ?? 0,
  more: Math.min(...seconds.slice(1)),
  textBytes: text.reduce((sum, part) => sum + Buffer.byteLength(part), 0),
  notRead: [...notRead],
};
process.stdout.write(JSON.stringify(time));
