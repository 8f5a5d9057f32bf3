import {
  type AsyncBuffer,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type RowGroup,
  type SchemaTree,
} from 'hyparquet';
import { type Code, codeOf, fail } from '#platform/errors';
import { BlockWriter } from '../../blocks/block-writer.ts';
import { type RandomInput, randomAccess } from '../../bytes/random-input.ts';
import type { ExtractContext, Input, Sink } from '../../contract.ts';
import { RecordTable } from '../record-table.ts';
import { codecs } from './codecs.ts';
import { type Field, fieldOf } from './columns.ts';
import { checkPages, levelsOf } from './page-check.ts';
import { exactDecimals, parsers } from './values.ts';

/** Values that are decoded at a time: with texts a hundred bytes each. */
const cellsAtOnce = 1 << 20;
const rowsBetweenDrains = 1024;

/** Reads a Parquet file, its row groups in pieces of rows, all columns side by side. */
export async function extractParquet(input: Input, sink: Sink, { limits }: ExtractContext): Promise<void> {
  const random = await randomAccess(input, limits.maxHeldBytes);
  const most = limits.maxHeldBytes / 4;
  const metadata = await readMetadata(random, most);
  await new ParquetReader(random, metadata, sink, most).read();
}

async function readMetadata(input: RandomInput, most: number): Promise<FileMetaData> {
  const end = await input.read(Math.max(0, input.size - 8), 8);
  const view = new DataView(end.buffer, end.byteOffset, end.length);
  if (end.length < 8) fail('damaged');
  const magic = Buffer.from(end).toString('latin1', 4);
  // The footer itself is encrypted.
  if (magic === 'PARE') fail('protection-unsupported');
  if (magic !== 'PAR1' || view.getUint32(0, true) > input.size - 12) fail('damaged');
  if (view.getUint32(0, true) > most) fail('limit-memory');
  try {
    return exactDecimals(await parquetMetadataAsync(slices(input, most), { parsers, geoparquet: false }));
  } catch (error) {
    return fail(reasonOf(error));
  }
}

/** The input as the library reads it: copies, at most so large. */
function slices(input: RandomInput, most: number): AsyncBuffer {
  return {
    byteLength: input.size,
    async slice(start, end = input.size) {
      const length = Math.max(0, Math.min(end, input.size) - start);
      if (!(start >= 0)) fail('damaged');
      if (length > most) fail('limit-memory');
      return new Uint8Array(await input.read(start, length)).buffer;
    },
  };
}

/** What the library failed with. It tells in words what it does not know; all else is a file that is not as it says. */
function reasonOf(error: unknown): Code {
  const code = codeOf(error);
  if (code !== 'internal') return code;
  return error instanceof Error && /(?:un|not )supported/.test(error.message) ? 'feature-unsupported' : 'damaged';
}

class ParquetReader {
  readonly #metadata: FileMetaData;
  readonly #sink: Sink;
  readonly #writer: BlockWriter;
  readonly #file: AsyncBuffer;
  readonly #most: number;
  readonly #codecs: Compressors;
  readonly #tree: SchemaTree;
  readonly #fields: readonly Field[];
  readonly #index = new Map<string, number>();
  readonly #table: RecordTable;

  constructor(input: RandomInput, metadata: FileMetaData, sink: Sink, most: number) {
    this.#metadata = metadata;
    this.#sink = sink;
    this.#writer = new BlockWriter(sink);
    this.#file = slices(input, most);
    this.#most = most;
    this.#codecs = codecs(most);
    this.#tree = schemaOf(metadata);
    this.#fields = this.#tree.children.map(fieldOf);
    for (const path of this.#fields.flatMap(({ paths }) => paths)) {
      if (!this.#index.has(path)) this.#index.set(path, this.#index.size);
    }
    this.#table = new RecordTable(this.#writer, {}, 0, [...this.#index.keys()]);
  }

  async read(): Promise<void> {
    this.#properties();
    let first = 0;
    for (const group of this.#metadata.row_groups) {
      const rows = Number(group.num_rows);
      if (!(rows >= 0)) fail('damaged');
      const names = await this.#check(group, this.#readable(group));
      const bytes = group.columns.reduce(
        (sum, { meta_data: meta }) => sum + Number(meta?.total_uncompressed_size ?? 0),
        0,
      );
      const byCells = Math.ceil(cellsAtOnce / Math.max(1, group.columns.length));
      const byBytes = Math.floor((rows * this.#most) / 4 / Math.max(1, bytes));
      const step = Math.max(1024, Math.min(byCells, byBytes));
      for (let at = 0; at < rows && names.length > 0; at += step) {
        const end = Math.min(rows, at + step);
        if (!(await this.#readRows(names, first + at, first + end))) break;
      }
      first += rows;
    }
    await this.#writer.end();
  }

  /** Who wrote it, and what they noted of it. */
  #properties(): void {
    this.#writer.place({ part: 'properties' });
    if (this.#metadata.created_by) this.#writer.labelled('created_by', this.#metadata.created_by);
    // Of a file that is broken the library gives pairs without a key.
    const pairs: readonly { readonly key?: string; readonly value?: string }[] =
      this.#metadata.key_value_metadata ?? [];
    for (const { key, value = '' } of pairs) {
      if (key === undefined) this.#sink.partial('damaged');
      // The schema once more, packed.
      else if (key !== 'ARROW:schema') this.#writer.labelled(key, value);
    }
  }

  /** Columns whose data is in this file and not encrypted. */
  #readable(group: RowGroup): string[] {
    const left = new Set<string>();
    for (const { meta_data: meta, crypto_metadata: crypto, file_path: path } of group.columns) {
      if (meta !== undefined && crypto === undefined && path === undefined) continue;
      this.#sink.partial(path === undefined ? 'protection-unsupported' : 'feature-unsupported');
      // Which column it is stands in what is encrypted: then none of this group is sure to be another's.
      if (meta === undefined) return [];
      left.add(meta.path_in_schema[0] ?? '');
    }
    return this.#fields.map(({ name }) => name).filter((name) => !left.has(name));
  }

  /** False where there are no such rows, whatever the group states. */
  async #readRows(names: readonly string[], rowStart: number, rowEnd: number): Promise<boolean> {
    const columns = await this.#decode(names, rowStart, rowEnd);
    const length = Math.max(0, ...columns.values().map(({ length: rows }) => rows));
    if (length < rowEnd - rowStart) this.#sink.partial('damaged');
    for (let row = 0; row < length; row += 1) {
      const files: { readonly name: string; readonly bytes: Buffer }[] = [];
      const texts = new Array<string>(this.#index.size).fill('');
      for (const field of this.#fields) {
        const values = columns.get(field.name);
        if (values === undefined) continue;
        field.show(values[row], (path, text, file) => {
          if (file !== undefined)
            files.push({ name: `${path}/${rowStart + row + 1}.${file.ending}`, bytes: file.bytes });
          const at = this.#index.get(path);
          if (at !== undefined) texts[at] = text.replaceAll('\0', ' ');
        });
      }
      this.#table.row(texts, { row: rowStart + row + 1 });
      if (row % rowsBetweenDrains === 0 || files.length > 0) await this.#writer.drain();
      for (const { name, bytes } of files) await this.#sink.member(name, bytes, bytes.length);
    }
    await this.#writer.drain();
    return length === rowEnd - rowStart;
  }

  /** Columns by name. One at a time: what is decoded of it beyond the rows asked for is let go before the next. */
  async #decode(names: readonly string[], rowStart: number, rowEnd: number): Promise<Map<string, unknown[]>> {
    const all = new Map<string, unknown[]>();
    for (const name of names) {
      try {
        all.set(name, await this.#decodeColumn(name, rowStart, rowEnd));
      } catch (error) {
        this.#sink.partial(reasonOf(error));
      }
    }
    return all;
  }

  async #decodeColumn(name: string, rowStart: number, rowEnd: number): Promise<unknown[]> {
    const values: unknown[] = [];
    await parquetRead({
      file: this.#file,
      metadata: this.#metadata,
      columns: [name],
      rowStart,
      rowEnd,
      compressors: this.#codecs,
      parsers,
      utf8: false,
      geoparquet: false,
      onChunk: ({ columnData, rowStart: start }) => {
        const from = Math.max(0, rowStart - start);
        const to = Math.min(columnData.length, rowEnd - start);
        for (let at = from; at < to; at += 1) values.push(columnData[at]);
      },
      // With it the call waits for columns that are nested as well.
      onComplete: () => undefined,
    });
    return values;
  }

  /** Columns of a group whose pages agree with what they state. */
  async #check(group: RowGroup, names: readonly string[]): Promise<string[]> {
    const broken = new Set<string>();
    for (const { meta_data: meta } of group.columns) {
      const [name = ''] = meta?.path_in_schema ?? [];
      if (meta === undefined || !names.includes(name) || broken.has(name)) continue;
      try {
        const start = Number(meta.dictionary_page_offset || meta.data_page_offset);
        const chunk = await this.#file.slice(start, start + Number(meta.total_compressed_size));
        const levels = levelsOf(pathTo(this.#tree, meta.path_in_schema));
        if (levels.repetition === 0 && Number(meta.num_values) !== Number(group.num_rows)) fail('damaged');
        checkPages(new Uint8Array(chunk), meta, levels, this.#codecs[meta.codec]);
      } catch (error) {
        broken.add(name);
        this.#sink.partial(reasonOf(error));
      }
    }
    return names.filter((name) => !broken.has(name));
  }
}

/** Elements from the root to a column. */
function pathTo(tree: SchemaTree, names: readonly string[]): SchemaTree[] {
  const path = [tree];
  for (const name of names) {
    const next = path.at(-1)?.children.find(({ element }) => element.name === name);
    if (next === undefined) return fail('damaged');
    path.push(next);
  }
  return path;
}

function schemaOf(metadata: FileMetaData): SchemaTree {
  try {
    return parquetSchema(metadata);
  } catch (error) {
    return fail(reasonOf(error));
  }
}
