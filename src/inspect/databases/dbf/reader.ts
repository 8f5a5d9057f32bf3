import { isAscii, isUtf8 } from 'node:buffer';
import { fail } from '#platform/errors';
import { lend } from '../../archives/lend.ts';
import { Pull } from '../../archives/pull.ts';
import { BlockWriter } from '../../blocks/block-writer.ts';
import type { Input, Sink } from '../../contract.ts';
import { type PageDecoder, pageDecoder } from '../../text/dos-pages.ts';
import { detectEncoding } from '../../text/encoding.ts';
import { RecordTable } from '../record-table.ts';
import { pageOfLanguage } from './code-page.ts';
import { type DbfHeader, headerLength, readHeader } from './header.ts';
import { DbfValues } from './values.ts';

const mark = { live: 0x20, deleted: 0x2a, end: 0x1a } as const;
/** Bytes of records that are looked at where the header states no code page. */
const sampleBytes = 1 << 16;
const recordsBetweenDrains = 256;

/** Reads a table of dBASE or FoxPro, record by record. */
export async function extractDbf(input: Input, sink: Sink): Promise<void> {
  const pull = new Pull(input.stream());
  try {
    const start = await pull.peek(32);
    const length = headerLength(start);
    const header = readHeader(await pull.bytes(length));
    if (header.isEncrypted) fail('protection-unsupported');
    await new DbfReader(header, pull, sink).read();
  } finally {
    await pull.close();
  }
}

class DbfReader {
  readonly #header: DbfHeader;
  readonly #pull: Pull;
  readonly #sink: Sink;
  readonly #writer: BlockWriter;
  #isElsewhere = false;

  constructor(header: DbfHeader, pull: Pull, sink: Sink) {
    this.#header = header;
    this.#pull = pull;
    this.#sink = sink;
    this.#writer = new BlockWriter(sink);
  }

  async read(): Promise<void> {
    const { fields, recordBytes, records } = this.#header;
    const values = new DbfValues(this.#header, await this.#decoder());
    const columns = fields.flatMap(({ type }, column) => (type === '0' ? [] : [column]));
    const names = columns.map((column) => fields[column]?.name ?? '');
    const live = new RecordTable(this.#writer, {}, 0, names);
    const deleted = new RecordTable(this.#writer, { part: 'deleted rows' }, 0, names);
    let row = 0;
    // The count may be wrong after a crash: what looks like a record is one.
    for (;;) {
      const seen = await this.#pull.peek(recordBytes);
      const first = seen[0];
      if (seen.length < recordBytes || (first !== mark.live && first !== mark.deleted)) break;
      const record = this.#pull.take(recordBytes);
      row += 1;
      const texts = columns.map((column) => values.text(record, column));
      this.#isElsewhere ||= fields.some((field) => values.isElsewhere(record, field));
      if (texts.some((text) => text !== '')) (first === mark.deleted ? deleted : live).row(texts, { row });
      if (row % recordsBetweenDrains === 0) await this.#writer.drain();
    }
    await this.#writer.end();
    if (row < records) this.#sink.partial('damaged');
    else if (this.#isElsewhere) this.#sink.partial('feature-unsupported');
    await this.#trailing();
  }

  async #decoder(): Promise<PageDecoder> {
    const { language } = this.#header;
    const sample = (await this.#pull.peek(sampleBytes)).subarray(0, sampleBytes);
    const page = pageOfLanguage(language);
    const stated = page === undefined ? undefined : pageDecoder(page);
    // Programs of today write UTF-8 whatever the header says, or leave the page open.
    if (stated !== undefined && !(isUtf8(sample) && !isAscii(sample))) return this.#complaining(stated);
    const text = sample.filter((byte) => byte >= 0x20);
    const encoding = detectEncoding(text)?.encoding ?? 'windows-1252';
    if (language !== 0 && stated === undefined) this.#sink.partial('encoding-uncertain');
    const decoder = new TextDecoder(encoding);
    return this.#complaining((bytes) => decoder.decode(bytes));
  }

  #complaining(decode: PageDecoder): PageDecoder {
    return (bytes) => {
      const text = decode(bytes);
      if (text.includes('\ufffd')) this.#sink.partial('encoding-uncertain');
      return text;
    };
  }

  /** What stands behind the last record; one byte marks the end, zeros and blanks are padding. */
  async #trailing(): Promise<void> {
    const padding = (byte: number | undefined): boolean => byte === 0 || byte === mark.end || byte === mark.live;
    for (let chunk = await this.#pull.chunk(); chunk !== undefined; chunk = await this.#pull.chunk()) {
      const from = chunk.findIndex((byte) => !padding(byte));
      if (from < 0) continue;
      this.#pull.unread(chunk.subarray(from));
      return this.#sink.member('(bytes after the end)', lend(this.#rest()));
    }
  }

  async *#rest(): AsyncGenerator<Uint8Array> {
    for (let chunk = await this.#pull.chunk(); chunk !== undefined; chunk = await this.#pull.chunk()) yield chunk;
  }
}
