import type { ColumnMetaData, DataReader, PageHeader, SchemaTree } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { fail } from '#platform/errors';

type Unpack = (input: Uint8Array, length: number) => Uint8Array;

/** Values of one page: what writers put into a page of a megabyte at one bit each, and twice that. */
const mostInPage = 1 << 24;
/** Values of a column that is nested: all of them are decoded for each piece of rows. */
const mostNested = 1 << 23;

/** How deep the values of a column are nested (Dremel's levels), by the elements on the way to it. */
export interface Levels {
  readonly definition: number;
  readonly repetition: number;
}

export function levelsOf(path: readonly SchemaTree[]): Levels {
  const below = path.slice(1).map(({ element }) => element.repetition_type);
  return {
    definition: below.filter((type) => type !== 'REQUIRED').length,
    repetition: below.filter((type) => type === 'REPEATED').length,
  };
}

/**
 * Walks the pages of a column before they are decoded. The library believes what pages state: a count of 2^31 in a page, or
 * in a run of equal values, would take minutes and gigabytes. Fails where the counts do not agree with each other.
 */
export function checkPages(chunk: Uint8Array, meta: ColumnMetaData, levels: Levels, unpack: Unpack | undefined): void {
  const reader: DataReader = { view: new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength), offset: 0 };
  const stated = Number(meta.num_values);
  if (levels.repetition > 0 && stated > mostNested) fail('limit-memory');
  let values = 0;
  while (values < stated && reader.offset < chunk.length - 1) {
    const header = parquetHeader(reader);
    const { compressed_page_size: packed, uncompressed_page_size: unpacked } = header;
    if (!(packed >= 0) || packed > chunk.length - reader.offset || !(unpacked >= 0)) fail('damaged');
    const bytes = chunk.subarray(reader.offset, reader.offset + packed);
    reader.offset += packed;
    const count = countOf(header);
    if (!(count >= 0)) fail('damaged');
    if (count > mostInPage) fail('limit-memory');
    if (header.type !== 'DICTIONARY_PAGE') values += count;
    if (values > stated) fail('damaged');
    if (header.data_page_header) checkFirst(bytes, header, levels, meta, unpack);
    else if (header.data_page_header_v2) checkSecond(bytes, header, levels, meta, unpack);
  }
}

function countOf(header: PageHeader): number {
  const page = header.data_page_header ?? header.data_page_header_v2 ?? header.dictionary_page_header;
  const rows = header.data_page_header_v2?.num_rows ?? 0;
  return page === undefined || !(rows >= 0 && rows <= page.num_values) ? Number.NaN : page.num_values;
}

/** Levels and values are packed together, levels behind their length. */
function checkFirst(
  bytes: Uint8Array,
  header: PageHeader,
  levels: Levels,
  meta: ColumnMetaData,
  unpack?: Unpack,
): void {
  const page = unpack === undefined ? bytes : unpack(bytes, header.uncompressed_page_size);
  const { num_values: count = 0, encoding } = header.data_page_header ?? {};
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  let at = 0;
  for (const level of [levels.repetition, levels.definition]) {
    if (level === 0) continue;
    if (at + 4 > page.length) fail('damaged');
    const length = view.getUint32(at, true);
    at += 4;
    if (length > page.length - at) fail('damaged');
    checkRuns(page.subarray(at, at + length), 32 - Math.clz32(level), count);
    at += length;
  }
  checkIndexes(page.subarray(at), encoding, count, meta);
}

/** Levels stand before the values, and are never packed. */
function checkSecond(
  bytes: Uint8Array,
  header: PageHeader,
  levels: Levels,
  meta: ColumnMetaData,
  unpack?: Unpack,
): void {
  const second = header.data_page_header_v2;
  if (second === undefined) return;
  const { num_values: count, num_nulls: nulls, encoding } = second;
  const [first, next] = [second.repetition_levels_byte_length, second.definition_levels_byte_length];
  if (!(first >= 0) || !(next >= 0) || first + next > bytes.length || !(nulls >= 0 && nulls <= count)) fail('damaged');
  if (levels.repetition > 0) checkRuns(bytes.subarray(0, first), 32 - Math.clz32(levels.repetition), count);
  if (levels.definition > 0) checkRuns(bytes.subarray(first, first + next), 32 - Math.clz32(levels.definition), count);
  const rest = bytes.subarray(first + next);
  const isPacked = second.is_compressed && unpack !== undefined;
  const values = isPacked ? unpack(rest, header.uncompressed_page_size - first - next) : rest;
  checkIndexes(values, encoding, count - nulls, meta);
}

function checkIndexes(values: Uint8Array, encoding: string | undefined, count: number, meta: ColumnMetaData): void {
  if (encoding === 'RLE' && meta.type === 'BOOLEAN') return checkRuns(values.subarray(4), 1, count);
  if (encoding === 'PLAIN' || !encoding?.endsWith('DICTIONARY') || values.length === 0) return;
  const width = values[0] ?? 0;
  if (width > 32) fail('damaged');
  if (width > 0) checkRuns(values.subarray(1), width, count);
}

/** Runs of equal values and of packed ones; a last pack may be filled up to eight. */
function checkRuns(bytes: Uint8Array, width: number, count: number): void {
  let seen = 0;
  let at = 0;
  while (seen < count && at < bytes.length) {
    let header = 0;
    let factor = 1;
    for (let byte = 128; byte >= 128; factor *= 128) {
      if (at >= bytes.length || factor > 2 ** 35) fail('damaged');
      byte = bytes[at++] ?? 0;
      header += (byte & 127) * factor;
    }
    const isPacked = header % 2 === 1;
    const values = isPacked ? Math.floor(header / 2) * 8 : Math.floor(header / 2);
    if (values === 0 && !isPacked && header !== 0) fail('damaged');
    // A pack of an empty run is what some writers end with; one that promises more than the page has is a lie.
    if (seen + values > count + (isPacked ? 504 : 0)) fail('damaged');
    at += isPacked ? (values / 8) * width : (width + 7) >> 3;
    seen += values;
  }
}
