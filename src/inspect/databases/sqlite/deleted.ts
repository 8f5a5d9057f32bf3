import { isUtf8 } from 'node:buffer';
import { strings } from '../binary-value.ts';
import type { TextEncoding } from './pages.ts';
import { decodeValue, lengthOfType, type Value, varint } from './record.ts';
import type { Gap } from './tree.ts';
import type { TableShape } from './schema.ts';

/** What was found in bytes that no row takes any more. */
export interface Remains {
  readonly rows: readonly { readonly rowid: string | undefined; readonly values: readonly (Value | undefined)[] }[];
  /** Text beside of all rows that could be told. */
  readonly texts: readonly string[];
}

interface Found {
  readonly end: number;
  readonly rowid: string | undefined;
  readonly values: (Value | undefined)[];
}

const longestHeader = 9 * 4096;

/**
 * Rows in a gap of a page of a table. One whose head is whole must agree with itself: the sizes that it states, of as many
 * values as the table has columns. Of one in a free block the first four bytes are lost, mostly its size, its key and
 * the beginning of its header; it is believed where what is left fills the block.
 */
export function remainsIn(page: Buffer, gap: Gap, shape: TableShape, encoding: TextEncoding): Remains {
  const bytes = page.subarray(gap.start, gap.end);
  const rows: Remains['rows'][number][] = [];
  const texts: string[] = [];
  let from = 0;
  let at = 0;
  while (at < bytes.length) {
    const found = bytes[at] === 0 && !(at === 0 && gap.isBlock) ? undefined : wholeRow(bytes, at, shape, encoding);
    const row = found ?? headless(bytes, at, at === 0 && gap.isBlock, shape, encoding);
    if (row === undefined) {
      at += 1;
      continue;
    }
    texts.push(...textsIn(bytes.subarray(from, at)));
    rows.push(row);
    at = row.end;
    from = at;
  }
  texts.push(...textsIn(bytes.subarray(from)));
  return { rows, texts };
}

/** Text in bytes of which no row can be told; values that were side by side stand without anything between them. */
export function textsIn(bytes: Buffer): string[] {
  return strings(bytes).filter((text) => /\p{L}{3}|\p{N}{6}/u.test(text));
}

function wholeRow(bytes: Buffer, start: number, shape: TableShape, encoding: TextEncoding): Found | undefined {
  const size = varint(bytes, start);
  if (size.value < 3 || start + size.value > bytes.length) return undefined;
  let at = start + size.length;
  let rowid: string | undefined;
  if (!shape.isWithoutRowid) {
    const key = varint(bytes, at);
    if (key.length === 0) return undefined;
    rowid = key.length < 8 ? String(key.value) : undefined;
    at += key.length;
  }
  const header = varint(bytes, at);
  const end = at + size.value;
  if (header.value > longestHeader || header.value <= header.length || end > bytes.length) return undefined;
  const types = typesAt(bytes, at + header.length, shape.columns.length);
  if (types === undefined || types.end !== at + header.value || types.end + types.sum !== end) return undefined;
  const values = valuesOf(bytes, types.end, types.list, encoding);
  return values === undefined ? undefined : { end, rowid, values };
}

/** A row whose first four bytes are a free block's: where the next one is, and how long this one is. */
function headless(
  bytes: Buffer,
  start: number,
  isFirst: boolean,
  shape: TableShape,
  encoding: TextEncoding,
): Found | undefined {
  if (start + 8 > bytes.length) return undefined;
  const stated = bytes.readUInt16BE(start + 2);
  const end = start + stated;
  if (stated < 8 || end > bytes.length) return undefined;
  const count = shape.columns.length;
  // Size and key took two bytes, or three, or four and more of the lost ones: the rest was header.
  const withFirst = shape.key === 0 && count > 1 ? typesAt(bytes, start + 4, count - 1) : undefined;
  const candidates = [
    withFirst && { list: [0, ...withFirst.list], end: withFirst.end, sum: withFirst.sum },
    typesAt(bytes, start + 4, count),
    headerAt(bytes, start + 4, count),
    headerAt(bytes, start + 5, count),
  ];
  for (const types of candidates) {
    if (types === undefined) continue;
    const fills = types.end + types.sum === end;
    if (!fills && !(isFirst && types === candidates[0] && types.end + types.sum <= end)) continue;
    const values = valuesOf(bytes, types.end, types.list, encoding);
    if (values !== undefined) return { end: types.end + types.sum, rowid: undefined, values };
  }
  return undefined;
}

interface Types {
  readonly list: readonly number[];
  readonly end: number;
  readonly sum: number;
}

function headerAt(bytes: Buffer, at: number, count: number): Types | undefined {
  const header = varint(bytes, at);
  const types = header.length === 0 ? undefined : typesAt(bytes, at + header.length, count);
  return types !== undefined && types.end === at + header.value ? types : undefined;
}

function typesAt(bytes: Buffer, start: number, count: number): Types | undefined {
  const list: number[] = [];
  let sum = 0;
  let at = start;
  for (let index = 0; index < count; index += 1) {
    const type = varint(bytes, at);
    if (type.length === 0 || type.value === 10 || type.value === 11) return undefined;
    list.push(type.value);
    sum += lengthOfType(type.value);
    at += type.length;
    if (at + sum > bytes.length) return undefined;
  }
  return { list, end: at, sum };
}

/** The values, where some of them is text and all text is such as people write. */
function valuesOf(
  bytes: Buffer,
  start: number,
  types: readonly number[],
  encoding: TextEncoding,
): (Value | undefined)[] | undefined {
  const values: (Value | undefined)[] = [];
  let letters = 0;
  let at = start;
  for (const type of types) {
    const length = lengthOfType(type);
    const own = bytes.subarray(at, at + length);
    at += length;
    if (type >= 13 && type % 2 === 1) {
      if (encoding === 'utf8' && !isUtf8(own)) return undefined;
      const text = String(decodeValue(own, type, encoding, () => undefined));
      if (/[\x00-\x08\x0e-\x1f\x7f\uFFFD]/.test(text)) return undefined;
      letters += text.length;
      values.push(text);
    } else values.push(decodeValue(own, type, encoding, () => undefined));
  }
  return letters >= 3 ? values : undefined;
}
