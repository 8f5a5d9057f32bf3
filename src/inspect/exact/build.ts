import { fail } from '#platform/errors';
import type { SpillStore } from '../contract.ts';
import type { LabelBook } from '../labels/classify.ts';
import { particles, titles } from '../persons/normal/words.ts';
import { readCsv } from '../persons/roster-csv.ts';
import { SipHash } from '../persons/siphash.ts';
import { Bloom } from './bloom.ts';
import { chooseColumns, type ExactColumn } from './columns.ts';
import { Gate, gateSeeds } from './gate.ts';
import { encodeHeader, type Header, headerPages } from './header.ts';
import { addHashes, PostingsWriter } from './merge-postings.ts';
import { contentBytes, deriveKeys, pageBytes } from './pages.ts';
import { type IndexOutput, PageWriter } from './page-writer.ts';
import { entryBytes } from './postings.ts';
import { RowValues } from './row-values.ts';

interface IndexRequest {
  /** CSV with a header, UTF-8. */
  readonly source: AsyncIterable<Uint8Array>;
  readonly book: LabelBook;
  /** 32 bytes. Whoever has it and the index can try values. */
  readonly key: Uint8Array;
  /** 16 random bytes. */
  readonly salt: Uint8Array;
  /** What findings call the index: 80 characters at most. */
  readonly name: string;
  /** ISO 8601. */
  readonly made: string;
  /** Headers of columns, as written; none: as their labels and values say. */
  readonly primary: readonly string[];
  readonly corroborating: readonly string[];
  readonly spill: SpillStore;
  readonly out: IndexOutput;
  readonly progress?: (rows: number) => void;
}

/** Rows by which it is told what columns hold. */
const sampledRows = 500;
/** Words of the gate while the index is made, for any number of values; 16 MiB. */
const gateWords = 2 ** 22;
/** Of its bits, how many may be set in the end. */
const gateShare = 0.15;
const mostIndexRows = 2 ** 32 - 2;

/**
 * Makes an index of a table: keyed hashes of its values and of what each row holds, sealed page by page. Neither the table nor
 * its hashes are ever in memory at once. Fails with `index-source-invalid`.
 */
export async function buildIndex(request: IndexRequest): Promise<Header> {
  const keys = deriveKeys(request.key, request.salt);
  await request.out.append(new Uint8Array(headerPages * pageBytes));
  const writer = new PageWriter(request.out, keys, headerPages);
  const gate = new Gate(keys.gate, new Uint32Array(gateWords));
  for (const word of [...particles, ...titles]) gate.add(gate.hashOf(gateSeeds.word, word));
  const rows = new RowReader(readCsv(request.source, 'index-source-invalid'));
  const sample = await rows.sample();
  const columns = columnsOf(request, sample);
  const values = new RowValues(columns, new SipHash(keys.values), gate);
  const sorter = request.spill.sorter(entryBytes, entryBytes);
  try {
    const count = await writeRows(request, rows, { columns, values, writer, push: (some) => sorter.push(some) });
    const rowSection = { page: headerPages, bytes: (writer.next - headerPages) * contentBytes };
    const first = writer.next;
    const postings = new PostingsWriter(writer);
    let entries = 0;
    for (const counts of values.counts) entries += counts.values;
    const bloom = Bloom.room(Math.ceil(entries * 1.3));
    for await (const batch of sorter.sorted()) {
      addHashes(bloom, batch);
      for (let at = 0; at < batch.length; at += entryBytes) postings.add(batch, at);
      await postings.drain();
    }
    const directory = await postings.finish();
    await writer.flush();
    const postingSection = { page: first, bytes: (writer.next - first) * contentBytes };
    gate.shrink(gateShare);
    const header: Header = {
      name: request.name.slice(0, 80),
      made: request.made,
      rows: count,
      values: postings.values,
      columns: columns.map((column, index) => describe(column, values.counts[index])),
      nameWords: values.nameWords,
      phraseWords: values.phraseWords,
      sections: {
        rows: rowSection,
        postings: postingSection,
        directory: await writer.section(bytesOf(directory)),
        bloom: await writer.section(bytesOf(bloom.words)),
        gate: await writer.section(bytesOf(gate.bits)),
      },
      pages: writer.next,
    };
    await request.out.begin(encodeHeader(header, keys, request.salt));
    return header;
  } finally {
    await sorter.close();
  }
}

interface Writing {
  readonly columns: readonly ExactColumn[];
  readonly values: RowValues;
  readonly writer: PageWriter;
  push(entries: Uint8Array): Promise<void>;
}

/** Goes through the table once: writes what each row holds, and sends its values to be sorted. Returns how many rows. */
async function writeRows(
  { progress }: IndexRequest,
  rows: RowReader,
  { columns, values, writer, push }: Writing,
): Promise<number> {
  const rowBytes = columns.length * 4;
  const perPage = Math.floor(contentBytes / rowBytes);
  const page = new Uint8Array(contentBytes);
  const view = new DataView(page.buffer);
  let count = 0;
  let line = await rows.next();
  while (line !== undefined) {
    values.add(count, line, view, (count % perPage) * rowBytes);
    count += 1;
    if (count > mostIndexRows) fail('index-source-invalid', 'more rows than an index can hold');
    if (count % perPage === 0) {
      await writer.page(page);
      page.fill(0);
      progress?.(count);
    }
    if (values.isFull) {
      await push(values.entries.subarray(0, values.used));
      values.used = 0;
    }
    line = await rows.next();
  }
  if (count === 0) fail('index-source-invalid', 'there is no row below the header');
  if (count % perPage !== 0) await writer.page(page);
  await push(values.entries.subarray(0, values.used));
  await writer.flush();
  return count;
}

function columnsOf(request: IndexRequest, sample: readonly (readonly string[])[]): ExactColumn[] {
  const header = sample[0] ?? fail('index-source-invalid', 'line 1: there is no header');
  const find = (names: readonly string[]): number[] =>
    names.map((name) => {
      const at = header.findIndex((label) => label.toLowerCase() === name.trim().toLowerCase());
      return at === -1 ? fail('index-source-invalid', `no column has the header ${JSON.stringify(name)}`) : at;
    });
  const wanted = { primary: find(request.primary), corroborating: find(request.corroborating) };
  const columns = chooseColumns(sample, request.book, wanted);
  if (columns.length === 0) {
    fail(
      'index-source-invalid',
      'no header says what its column holds: name columns with --primary or --corroborating',
    );
  }
  return columns;
}

function describe(
  column: ExactColumn,
  counts: RowValues['counts'][number] = { values: 0, figures: [], mixed: [] },
): Header['columns'][number] {
  return { ...column, parts: [...column.parts], ...counts };
}

function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}

/** Lines of a table: the first once more after they were looked at. */
class RowReader {
  readonly #lines: AsyncGenerator<{ readonly cells: readonly string[] }>;
  #first: (readonly string[])[] = [];
  #at = 1;

  constructor(lines: AsyncGenerator<{ readonly cells: readonly string[] }>) {
    this.#lines = lines;
  }

  async sample(): Promise<readonly (readonly string[])[]> {
    while (this.#first.length < sampledRows) {
      const { value, done } = await this.#lines.next();
      if (done === true) break;
      this.#first.push(value.cells);
    }
    return this.#first;
  }

  #sampled(): readonly string[] | undefined {
    const line = this.#first[this.#at];
    this.#at += 1;
    return line;
  }

  async next(): Promise<readonly string[] | undefined> {
    const known = this.#sampled();
    if (known !== undefined) return known;
    const { value, done } = await this.#lines.next();
    return done === true ? undefined : value.cells;
  }
}
