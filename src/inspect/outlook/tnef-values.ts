import { fail } from '#platform/errors';
import { once, type PropertyName, type RawValue, valueType } from './properties.ts';

/** Properties as they are read out of a table. */
export interface StoredValues {
  readonly values: Map<number, RawValue>;
  readonly names: Map<number, PropertyName>;
}

const several = 0x1000;
const firstNamed = 0x8000;
/** Bytes of values of one length; two bytes are filled up to four. */
const lengths = new Map<number, number>([
  [0x01, 4],
  [valueType.short, 4],
  [valueType.long, 4],
  [0x04, 4],
  [valueType.double, 8],
  [0x06, 8],
  [0x07, 8],
  [0x0a, 4],
  [valueType.boolean, 4],
  [valueType.long64, 8],
  [valueType.moment, 8],
  [valueType.identifier, 16],
]);
const variable = new Set<number>([valueType.bytes, valueType.text, valueType.binary, valueType.object]);

/** Rows of properties ([MS-OXTNEF] 2.1.3.4): of a message one, of recipients several. Throws `damaged`. */
export function readTable(bytes: Buffer, rows: number): StoredValues[] {
  const cursor = new Cursor(bytes);
  const found: StoredValues[] = [];
  for (let row = 0; row < rows && cursor.left > 0; row++) found.push(readRow(cursor));
  return found;
}

function readRow(cursor: Cursor): StoredValues {
  const values = new Map<number, RawValue>();
  const names = new Map<number, PropertyName>();
  for (let left = cursor.long(); left > 0; left--) {
    const tag = cursor.long();
    const [type, id] = [tag & 0xffff, tag >>> 16];
    if (id >= firstNamed) names.set(id, readName(cursor));
    values.set(id, readValue(cursor, type));
  }
  return { values, names };
}

function readName(cursor: Cursor): PropertyName {
  cursor.take(16);
  if (cursor.long() === 0) return cursor.long();
  return cursor.padded(cursor.long()).toString('utf16le').replace(/\0+$/, '');
}

function readValue(cursor: Cursor, type: number): RawValue {
  const plain = type & ~several;
  const isSeveral = (type & several) !== 0;
  const fixed = lengths.get(plain);
  if (fixed === undefined && !variable.has(plain)) fail('damaged', 'property');
  const count = isSeveral || fixed === undefined ? cursor.long() : 1;
  const items: RawValue[] = [];
  for (let left = count; left > 0; left--) {
    const bytes = fixed === undefined ? cursor.padded(cursor.long()) : cursor.take(fixed);
    items.push({ type, size: bytes.length, open: () => once(bytes) });
  }
  const first = items[0] ?? { type, size: 0, open: () => once(Buffer.alloc(0)) };
  return isSeveral ? { ...first, items } : first;
}

class Cursor {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  long(): number {
    return this.take(4).readUInt32LE(0);
  }

  take(length: number): Buffer {
    if (length > this.left) fail('damaged', 'property');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** Bytes that are filled up to a multiple of four; the last ones may be cut. */
  padded(length: number): Buffer {
    const bytes = this.take(length);
    this.#at = Math.min(this.#bytes.length, this.#at + ((4 - (length % 4)) % 4));
    return bytes;
  }
}
