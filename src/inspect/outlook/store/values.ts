import { fail } from '#platform/errors';
import { hold } from '../../bytes/random-input.ts';
import { once, type RawValue, valueType } from '../properties.ts';
import type { Blocks, InnerNode } from './data.ts';
import { Heap, heapKind } from './heap.ts';

const several = 0x1000;
/** Values with several parts that are held to be taken apart. */
const mostSeveral = 1 << 20;
const mostParts = 10_000;
/** Bytes of values that are not longer than four, which stand where the others have their place. */
const inline = new Map<number, number>([
  [valueType.short, 2],
  [valueType.long, 4],
  [0x04, 4],
  [0x0a, 4],
  [valueType.boolean, 1],
]);
/** Bytes of other values of one length. */
const fixed = new Map<number, number>([
  [valueType.double, 8],
  [0x06, 8],
  [0x07, 8],
  [valueType.long64, 8],
  [valueType.moment, 8],
  [valueType.identifier, 16],
]);
const ofAnyLength = new Set<number>([valueType.bytes, valueType.text, valueType.binary, valueType.object]);

/** The properties in a node: of a message, a folder, an attachment. An object is a node of its own, at `objects`. */
export interface StoredProperties {
  readonly values: Map<number, RawValue>;
  readonly objects: ReadonlyMap<number, InnerNode>;
  readonly inside: ReadonlyMap<number, InnerNode>;
}

/** Reads the properties in a node ([MS-PST] 2.3.3). What cannot be read of them is told by `damage`. */
export async function readProperties(blocks: Blocks, node: InnerNode, damage: () => void): Promise<StoredProperties> {
  const heap = await Heap.open(await blocks.data(node.data), blocks.trees.layout);
  if (heap.kind !== heapKind.properties) fail('damaged', 'properties');
  const inside = await blocks.inside(node.inside);
  const values = new Map<number, RawValue>();
  const objects = new Map<number, InnerNode>();
  for await (const { key, value } of heap.records(heap.root)) {
    if (key.length < 2 || value.length < 6) fail('damaged', 'properties');
    const [id, type] = [key.readUInt16LE(0), value.readUInt16LE(0)];
    try {
      const found = await readValue(blocks, heap, inside, type, value.subarray(2, 6));
      if (found !== undefined) values.set(id, found);
      if (type === valueType.object) {
        const inner = inside.get((await heap.item(value.readUInt32LE(2))).readUInt32LE(0));
        if (inner !== undefined) objects.set(id, inner);
      }
    } catch {
      damage();
    }
  }
  return { values, objects, inside };
}

/** A value that stands in four bytes, or whose place does ([MS-PST] 2.3.3.2). */
export async function readValue(
  blocks: Blocks,
  heap: Heap,
  inside: ReadonlyMap<number, InnerNode>,
  type: number,
  bytes: Buffer,
): Promise<RawValue | undefined> {
  const length = inline.get(type);
  if (length !== undefined) return held(type, Buffer.from(bytes.subarray(0, length)));
  const single = type & ~several;
  const isKnown = inline.has(single) || fixed.has(single) || ofAnyLength.has(single);
  if (!isKnown || single === valueType.object) return undefined;
  const number = bytes.readUInt32LE(0);
  const value = await placed(blocks, heap, inside, type, number);
  const least = type === single ? fixed.get(single) : undefined;
  if (least !== undefined && value.size < least) return undefined;
  return (type & several) === 0 ? value : withItems(value, single);
}

async function placed(
  blocks: Blocks,
  heap: Heap,
  inside: ReadonlyMap<number, InnerNode>,
  type: number,
  number: number,
): Promise<RawValue> {
  if (Heap.isItem(number)) return held(type, Buffer.from(await heap.item(number)));
  const node = inside.get(number);
  if (node === undefined) return fail('damaged', 'value');
  const data = await blocks.data(node.data);
  return { type, size: data.size, open: () => data.stream() };
}

const held = (type: number, bytes: Buffer): RawValue => ({ type, size: bytes.length, open: () => once(bytes) });

/** The parts of a value: side by side where all are of one length, else behind a list of their places. */
async function withItems(value: RawValue, single: number): Promise<RawValue | undefined> {
  if (value.size > mostSeveral) return undefined;
  const bytes = Buffer.from(await hold(value.open(), mostSeveral));
  const items: RawValue[] = [];
  const each = inline.get(single) ?? fixed.get(single);
  if (each !== undefined) {
    const width = single === valueType.boolean ? 1 : each;
    for (let at = 0; at + width <= bytes.length && items.length < mostParts; at += width) {
      items.push(held(value.type, bytes.subarray(at, at + width)));
    }
  } else {
    const count = bytes.length < 4 ? 0 : Math.min(bytes.readUInt32LE(0), mostParts);
    if (4 + count * 4 > bytes.length) fail('damaged', 'values');
    for (let index = 0; index < count; index++) {
      const start = bytes.readUInt32LE(4 + index * 4);
      const end = index + 1 < count ? bytes.readUInt32LE(8 + index * 4) : bytes.length;
      items.push(held(value.type, bytes.subarray(start, end)));
    }
  }
  return { ...value, items };
}
