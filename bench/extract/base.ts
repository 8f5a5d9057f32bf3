import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { csvCells, largeCustomers, writeCorpus } from '../../test/range/index.ts';

/** What all samples hold, so that formats can be held beside each other. */
export interface Base {
  /** Where samples are made. */
  readonly folder: string;
  /** Running text, a paragraph each. */
  readonly paragraphs: readonly string[];
  /** A table of customers; the first row names the columns. */
  readonly rows: readonly (readonly string[])[];
}

/** Text and a table of about so many bytes each; the same at every run. */
export async function baseOf(folder: string, bytes: number): Promise<Base> {
  const [text, table] = [join(folder, 'base.txt'), join(folder, 'base.csv')];
  await writeCorpus({ kind: 'prose', seed: 7, bytes, out: text });
  await largeCustomers({ seed: 7, bytes, out: table });
  const rows: string[][] = [];
  for await (const line of createInterface({ input: createReadStream(table) })) rows.push(csvCells(line));
  // Some of what others would read as markup of their own, or print in another way.
  const written = (await readFile(text, 'utf8')).replaceAll(/[^\n\x20-\x7e\u00a0-\u00ff]/g, ' ');
  const paragraphs = written.split(/\n{2,}/).map((part) => part.replaceAll('\n', ' ').trim());
  return { folder, paragraphs: paragraphs.filter((part) => part !== ''), rows };
}
