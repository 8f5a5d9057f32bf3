import { fail } from '#platform/errors';
import type { NodeData } from './data.ts';
import type { Layout } from './layout.ts';

const signature = 0xec;
const treeMark = 0xb5;
const deepest = 8;
/** Blocks of a heap that are kept: properties lie side by side. */
const mostBlocks = 8;

/** Kinds of heaps, by what they are for ([MS-PST] 2.3.1.2). */
export const heapKind = { properties: 0xbc, table: 0x7c } as const;

/** The items in the data of a node ([MS-PST] 2.3.1). */
export class Heap {
  readonly kind: number;
  readonly root: number;
  readonly #data: NodeData;
  readonly #itemBits: number;
  readonly #blocks = new Map<number, Buffer>();

  private constructor(data: NodeData, layout: Layout, first: Buffer) {
    this.#data = data;
    this.#itemBits = layout.itemBits;
    this.kind = first.readUInt8(3);
    this.root = first.readUInt32LE(4);
  }

  static async open(data: NodeData, layout: Layout): Promise<Heap> {
    const first = data.count === 0 ? fail('damaged', 'heap') : await data.block(0);
    if (first.length < 12 || first[2] !== signature) fail('damaged', 'heap');
    return new Heap(data, layout, first);
  }

  /** Whether a number is that of an item in here, not of a node. */
  static isItem(number: number): boolean {
    return (number & 0x1f) === 0;
  }

  /** An item by its number; empty for 0. Throws `damaged`. */
  async item(number: number): Promise<Buffer> {
    if (number === 0) return Buffer.alloc(0);
    const index = (number >>> 5) & ((1 << this.#itemBits) - 1);
    const block = await this.#block(number >>> (5 + this.#itemBits));
    const map = block.length < 2 ? block.length : block.readUInt16LE(0);
    if (index === 0 || map + 4 > block.length || index > block.readUInt16LE(map)) fail('damaged', 'item');
    const at = map + 4 + (index - 1) * 2;
    if (at + 4 > block.length) fail('damaged', 'item');
    const [start, end] = [block.readUInt16LE(at), block.readUInt16LE(at + 2)];
    return start > end || end > map ? fail('damaged', 'item') : block.subarray(start, end);
  }

  /** Records of a tree in the heap: their keys and what stands behind them ([MS-PST] 2.3.2). */
  async *records(root: number): AsyncGenerator<{ readonly key: Buffer; readonly value: Buffer }> {
    const head = await this.item(root);
    if (head.length < 8 || head[0] !== treeMark) fail('damaged', 'tree');
    const [keyBytes, valueBytes, levels] = [head.readUInt8(1), head.readUInt8(2), head.readUInt8(3)];
    if (keyBytes === 0 || levels > deepest) fail('damaged', 'tree');
    const seen = new Set<number>();
    const waiting = [{ item: head.readUInt32LE(4), level: levels }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next.item === 0) continue;
      if (seen.has(next.item)) fail('damaged', 'tree');
      seen.add(next.item);
      const bytes = await this.item(next.item);
      const each = keyBytes + (next.level === 0 ? valueBytes : 4);
      const count = Math.floor(bytes.length / each);
      for (
        let index = next.level === 0 ? 0 : count - 1;
        index >= 0 && index < count;
        index += next.level === 0 ? 1 : -1
      ) {
        const at = index * each;
        if (next.level > 0) waiting.push({ item: bytes.readUInt32LE(at + keyBytes), level: next.level - 1 });
        else yield { key: bytes.subarray(at, at + keyBytes), value: bytes.subarray(at + keyBytes, at + each) };
      }
    }
  }

  async #block(index: number): Promise<Buffer> {
    const known = this.#blocks.get(index);
    if (known !== undefined) return known;
    const block = await this.#data.block(index);
    if (this.#blocks.size >= mostBlocks) this.#blocks.delete(this.#blocks.keys().next().value ?? 0);
    this.#blocks.set(index, block);
    return block;
  }
}
