import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Element, elements } from '../../src/inspect/contract.ts';
import type { TruthRecord, TruthValue } from './read.ts';

const documents = join(import.meta.dirname, '../../test/truth/documents');
const marked = /⟦([a-z-]+)(\?)?(?:#([\w-]+))?:([^⟧]*)⟧/gu;
/** Files whose rows, objects or labelled fields are records; all others are running text, which holds none. */
const holdsRecords = /\.(?:csv|tsv|json|ndjson|sql|html)$|^form-/u;

export interface Document {
  readonly text: string;
  readonly values: readonly Omit<TruthValue, 'id'>[];
  /** Values that look like data and are none. */
  readonly near: readonly string[];
}

/** Takes the marks out of a document of test/truth. Throws where one is not closed, or names no element. */
export function unmark(file: string, source: string): Document {
  let text = '';
  let from = 0;
  const values: Omit<TruthValue, 'id'>[] = [];
  const near: string[] = [];
  for (const found of source.matchAll(marked)) {
    const [whole, element = '', unscored, person, inner = ''] = found;
    text += source.slice(from, found.index);
    from = found.index + whole.length;
    const value = inner.replaceAll('⟨⟩', '');
    if (element === 'none') near.push(value);
    else if (isElement(element))
      values.push({
        file,
        element,
        value,
        person: person ?? null,
        place: {},
        scored: unscored === undefined,
        at: text.length,
      });
    else throw new Error(`${file}: ${element} is no element`);
    text += value;
  }
  text += source.slice(from);
  if (/[⟦⟧]/u.test(text)) throw new Error(`${file}: a mark is not closed`);
  return { text, values, near };
}

/**
 * Writes the documents and their truth as the range is written. Returns how many persons have a record, and how many have a value
 * anywhere, letters included.
 */
export async function writeOwn(folder: string): Promise<{ folder: string; persons: number; everybody: number }> {
  await mkdir(join(folder, 'leak'), { recursive: true });
  const values: TruthValue[] = [];
  const records: TruthRecord[] = [];
  const near: { file: string; value: string }[] = [];
  for (const file of (await readdir(documents)).sort()) {
    const document = unmark(file, await readFile(join(documents, file), 'utf8'));
    await writeFile(join(folder, 'leak', file), document.text);
    for (const value of document.near) near.push({ file, value });
    const here = document.values.map((value, at) => ({ ...value, id: values.length + at }));
    values.push(...here);
    for (const [person, items] of Map.groupBy(here, (value) => value.person)) {
      if (person === null) continue;
      const scored = holdsRecords.test(file);
      records.push({
        file,
        person,
        values: items.map(({ value }) => value),
        items: items.map(({ id }) => id),
        place: {},
        scored,
      });
    }
  }
  const write = (name: string, rows: readonly unknown[]) =>
    writeFile(join(folder, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  await Promise.all([
    write('truth.ndjson', values),
    write('truth-records.ndjson', records),
    write('near.ndjson', near),
  ]);
  const persons = new Set(records.filter(({ scored }) => scored).map(({ person }) => person));
  return { folder, persons: persons.size, everybody: new Set(records.map(({ person }) => person)).size };
}

function isElement(name: string): name is Element {
  return (elements as readonly string[]).includes(name);
}
