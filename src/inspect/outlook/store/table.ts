import { fail } from '#platform/errors';
import { once, type RawValue, valueType } from '../properties.ts';
import type { Blocks, InnerNode } from './data.ts';
import { Heap, heapKind } from './heap.ts';
import { readValue } from './values.ts';

const headBytes = 22;
const columnBytes = 8;

interface Column {
  readonly id: number;
  readonly type: number;
  readonly at: number;
  readonly length: number;
  readonly bit: number;
}

/** Rows of a table, as recipients are kept ([MS-PST] 2.3.4). At most `most`. */
export async function readRows(
  blocks: Blocks,
  node: InnerNode,
  most: number,
  damage: () => void,
): Promise<Map<number, RawValue>[]> {
  const heap = await Heap.open(await blocks.data(node.data), blocks.trees.layout);
  if (heap.kind !== heapKind.table) fail('damaged', 'table');
  const inside = await blocks.inside(node.inside);
  const head = await heap.item(heap.root);
  if (head.length < headBytes || head[0] !== heapKind.table) fail('damaged', 'table');
  const [bitsAt, width, place] = [head.readUInt16LE(6), head.readUInt16LE(8), head.readUInt32LE(14)];
  const columns = columnsOf(head);
  if (place === 0) return [];
  if (width === 0 || bitsAt > width) fail('damaged', 'table');
  const rows: Map<number, RawValue>[] = [];
  for await (const block of rowBlocks(blocks, heap, inside, place)) {
    for (let at = 0; at + width <= block.length; at += width) {
      if (rows.length >= most) fail('limit-memory', 'rows');
      rows.push(await readRow(block.subarray(at, at + width), bitsAt, columns));
    }
  }
  return rows;

  async function readRow(row: Buffer, bits: number, all: readonly Column[]): Promise<Map<number, RawValue>> {
    const values = new Map<number, RawValue>();
    for (const { id, type, at, length, bit } of all) {
      if (((row[bits + (bit >> 3)] ?? 0) & (0x80 >> (bit & 7))) === 0 || at + length > row.length) continue;
      const bytes = Buffer.from(row.subarray(at, at + length));
      const isHere = length === 8 || length < 4;
      try {
        const value = isHere ? whole(type, bytes) : await readValue(blocks, heap, inside, type, bytes);
        if (value !== undefined) values.set(id, value);
      } catch {
        damage();
      }
    }
    return values;
  }
}

const whole = (type: number, bytes: Buffer): RawValue | undefined =>
  type === valueType.object ? undefined : { type, size: bytes.length, open: () => once(bytes) };

function columnsOf(head: Buffer): Column[] {
  const columns: Column[] = [];
  const count = head.readUInt8(1);
  for (let at = headBytes; columns.length < count && at + columnBytes <= head.length; at += columnBytes) {
    columns.push({
      type: head.readUInt16LE(at),
      id: head.readUInt16LE(at + 2),
      at: head.readUInt16LE(at + 4),
      length: head.readUInt8(at + 6),
      bit: head.readUInt8(at + 7),
    });
  }
  return columns;
}

/** Rows do not run over the end of a block. */
async function* rowBlocks(
  blocks: Blocks,
  heap: Heap,
  inside: ReadonlyMap<number, InnerNode>,
  place: number,
): AsyncGenerator<Buffer> {
  if (Heap.isItem(place)) {
    yield await heap.item(place);
    return;
  }
  const node = inside.get(place);
  if (node === undefined) fail('damaged', 'table');
  else yield* (await blocks.data(node.data)).stream();
}
