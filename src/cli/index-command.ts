import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { Command } from 'commander';
import { buildIndex, compileLabels, type IndexHeader } from '#inspect';
import { openSpill } from '#platform';
import { fail } from '#platform/errors';
import { openIndex, shippedLabels } from '#server/inspection';
import { indexFile } from './index-file.ts';
import { makeIndexKey, readIndexKey } from './index-key.ts';
import { printable } from './walk.ts';

interface MakeOptions {
  readonly output: string;
  readonly keyFile: string;
  readonly primary?: string[];
  readonly corroborating?: string[];
  readonly name?: string;
}

/** Bytes of entries that are sorted in memory at once. */
const sortMemory = 64 * 1024 * 1024;

/** `cofferdam index make FILE.csv | show FILE.index` */
export function indexCommand(): Command {
  const command = new Command('index').description(
    'Make indexes of tables of known people, whose values inspection then finds wherever they are.',
  );
  command
    .command('make')
    .description('make an index of a CSV: keyed hashes of its values, and none of them')
    .argument('<file.csv>', 'a table with a header, in UTF-8')
    .requiredOption('-o, --output <file.index>', 'write the index here, readable by you alone')
    .requiredOption('--key-file <file>', 'the key, made here where there is none; needed to inspect, kept apart')
    .option('--primary <header...>', 'columns whose values are told by themselves; else as labels say')
    .option('--corroborating <header...>', 'columns that are told beside others of their row; else as labels say')
    .option('--name <name>', 'what findings call it; else the name of the table')
    .action(async (table: string, options: MakeOptions) => make(table, options));
  command
    .command('show')
    .description('what an index is of: columns and counts')
    .argument('<file.index>')
    .requiredOption('--key-file <file>', 'the key that it was made with')
    .action(async (path: string, { keyFile }: { keyFile: string }) => {
      const index = openIndex(path, await readIndexKey(keyFile));
      index.close();
      process.stdout.write(described(index.header));
    });
  return command;
}

async function make(table: string, options: MakeOptions): Promise<void> {
  const found = await stat(table).catch(() => fail('not-found', table));
  if (!found.isFile()) fail('not-readable', table);
  const key = await makeIndexKey(options.keyFile);
  const book = compileLabels(await shippedLabels());
  const out = await indexFile(options.output);
  const spill = await openSpill({ folder: tmpdir(), memory: sortMemory });
  try {
    const header = await buildIndex({
      source: readable(table),
      book,
      key,
      salt: randomBytes(16),
      name: printable(options.name ?? basename(table).replace(/\.[a-z]{1,4}$/iu, '')),
      made: new Date().toISOString(),
      primary: options.primary ?? [],
      corroborating: options.corroborating ?? [],
      spill,
      out,
    });
    await out.keep();
    process.stderr.write(described(header));
  } finally {
    await out.drop();
    await spill.close();
  }
}

function described({ name, made, rows, values, columns }: IndexHeader): string {
  const lines = columns.map(
    ({ label, role, kind, element, values: count }) =>
      `  ${printable(label).padEnd(28)} ${role.padEnd(14)} ${kind.padEnd(7)} ${element.padEnd(20)} ${count} values\n`,
  );
  return `${printable(name)}: ${rows} rows, ${values} different values, made ${made}\n${lines.join('')}`;
}

async function* readable(path: string): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(path, { highWaterMark: 256 * 1024 });
  stream.on('error', () => undefined);
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    fail('not-readable', path, error);
  }
}
