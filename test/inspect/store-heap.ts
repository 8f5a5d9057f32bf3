/** What a property holds: text, a count, a flag, a moment, bytes, several texts, or a message or object by its node. */
export type StoreValue =
  | string
  | number
  | boolean
  | Date
  | Uint8Array
  | readonly string[]
  | { readonly object: number };

const marks = { tree: 0xb5, heap: 0xec, properties: 0xbc, table: 0x7c } as const;
/** Longer values are nodes of their own. */
const longestItem = 1000;

/** Items of a heap of one block, numbered as they come. */
class HeapWriter {
  readonly #items: Buffer[] = [];
  readonly #mark: number;
  readonly #itemBits: number;

  constructor(mark: number, itemBits: number) {
    this.#mark = mark;
    this.#itemBits = itemBits;
  }

  add(bytes: Uint8Array): number {
    this.#items.push(Buffer.from(bytes));
    if (this.#items.length >= 1 << this.#itemBits) throw new Error('too many items');
    return this.#items.length << 5;
  }

  bytes(root: number): Buffer {
    const head = Buffer.alloc(12);
    head.writeUInt8(marks.heap, 2);
    head.writeUInt8(this.#mark, 3);
    head.writeUInt32LE(root, 4);
    const content = Buffer.concat([head, ...this.#items]);
    const filled = Buffer.concat([content, Buffer.alloc(content.length % 2)]);
    const map = Buffer.alloc(4 + (this.#items.length + 1) * 2);
    map.writeUInt16LE(this.#items.length);
    let at = head.length;
    map.writeUInt16LE(at, 4);
    this.#items.forEach(({ length }, index) => map.writeUInt16LE((at += length), 6 + index * 2));
    filled.writeUInt16LE(filled.length);
    return Buffer.concat([filled, map]);
  }
}

export interface HeapData {
  readonly bytes: Buffer;
  /** Values that are nodes of their own, by number. */
  readonly inside: ReadonlyMap<number, Buffer>;
}

/** Properties as a node holds them. Texts are Unicode, unless `isAnsi`. */
export function propertiesOf(
  values: Readonly<Record<number, StoreValue>>,
  itemBits: number,
  isAnsi: boolean,
): HeapData {
  const heap = new HeapWriter(marks.properties, itemBits);
  const inside = new Map<number, Buffer>();
  const records = Object.entries(values).map(([id, value]) => {
    const record = Buffer.alloc(8);
    record.writeUInt16LE(Number(id));
    const { type, bytes, inline } = encoded(value, isAnsi);
    record.writeUInt16LE(type, 2);
    if (inline !== undefined) record.writeUInt32LE(inline >>> 0, 4);
    else if (bytes.length <= longestItem) record.writeUInt32LE(bytes.length === 0 ? 0 : heap.add(bytes), 4);
    else {
      const node = 0x1f + (inside.size + 1) * 32;
      inside.set(node, bytes);
      record.writeUInt32LE(node, 4);
    }
    return record;
  });
  const list = heap.add(Buffer.concat(records));
  return { bytes: heap.bytes(heap.add(tree(2, 6, list))), inside };
}

/** A table of recipients: what they are, their names and addresses. */
export function recipientsOf(
  rows: readonly (readonly [kind: number, name: string, address: string])[],
  itemBits: number,
  isAnsi: boolean,
): HeapData {
  const heap = new HeapWriter(marks.table, itemBits);
  const text = isAnsi ? 0x1e : 0x1f;
  const columns: readonly (readonly [number, number])[] = [
    [0x0c15, 0x03],
    [0x3001, text],
    [0x3003, text],
  ];
  const width = 13;
  const cells = rows.map(([kind, name, address]) => {
    const row = Buffer.alloc(width);
    row.writeUInt32LE(kind);
    row.writeUInt32LE(heap.add(encoded(name, isAnsi).bytes), 4);
    row.writeUInt32LE(heap.add(encoded(address, isAnsi).bytes), 8);
    row.writeUInt8(0xe0, 12);
    return row;
  });
  const index = heap.add(tree(4, 4, 0));
  const place = heap.add(Buffer.concat(cells));
  const head = Buffer.alloc(22 + columns.length * 8);
  head.writeUInt8(marks.table);
  head.writeUInt8(columns.length, 1);
  [12, 12, 12, width].forEach((end, at) => head.writeUInt16LE(end, 2 + at * 2));
  head.writeUInt32LE(index, 10);
  head.writeUInt32LE(place, 14);
  columns.forEach(([id, type], at) => {
    head.writeUInt16LE(type, 22 + at * 8);
    head.writeUInt16LE(id, 24 + at * 8);
    head.writeUInt16LE(at * 4, 26 + at * 8);
    head.writeUInt8(4, 28 + at * 8);
    head.writeUInt8(at, 29 + at * 8);
  });
  return { bytes: heap.bytes(heap.add(head)), inside: new Map() };
}

function tree(keyBytes: number, valueBytes: number, root: number): Buffer {
  const head = Buffer.of(marks.tree, keyBytes, valueBytes, 0, 0, 0, 0, 0);
  head.writeUInt32LE(root, 4);
  return head;
}

function encoded(value: StoreValue, isAnsi: boolean): { type: number; bytes: Buffer; inline?: number } {
  const empty = Buffer.alloc(0);
  if (typeof value === 'number') return { type: 0x03, bytes: empty, inline: value };
  if (typeof value === 'boolean') return { type: 0x0b, bytes: empty, inline: value ? 1 : 0 };
  if (typeof value === 'string') {
    return { type: isAnsi ? 0x1e : 0x1f, bytes: Buffer.from(value, isAnsi ? 'latin1' : 'utf16le') };
  }
  if (value instanceof Uint8Array) return { type: 0x102, bytes: Buffer.from(value) };
  const bytes = Buffer.alloc(8);
  if (value instanceof Date) {
    bytes.writeBigUInt64LE(BigInt(value.getTime() + 11_644_473_600_000) * 10_000n);
    return { type: 0x40, bytes };
  }
  if ('object' in value) {
    bytes.writeUInt32LE(value.object);
    return { type: 0x0d, bytes };
  }
  const texts = value.map((text) => Buffer.from(text, isAnsi ? 'latin1' : 'utf16le'));
  const head = Buffer.alloc(4 + texts.length * 4);
  head.writeUInt32LE(texts.length);
  let at = head.length;
  texts.forEach(({ length }, index) => {
    head.writeUInt32LE(at, 4 + index * 4);
    at += length;
  });
  return { type: isAnsi ? 0x101e : 0x101f, bytes: Buffer.concat([head, ...texts]) };
}
