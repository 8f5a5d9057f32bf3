import { inflateSync } from 'node:zlib';
import { fail } from '#platform/errors';
import type { StoreBytes } from './bytes.ts';
import { decipher } from './cipher.ts';
import { type Cipher, readId } from './layout.ts';
import { type BlockPlace, checksum, type Trees } from './trees.ts';

/** Blocks of blocks hold numbers; the second level makes files of up to 8 GB. */
const deepestData = 2;
const listBytes = 8;
const mostKept = 64;
const mark = { data: 1, inside: 2 } as const;

/** Bytes of a node, over one block or many. */
export interface NodeData {
  readonly size: number;
  readonly count: number;
  block(index: number): Promise<Buffer>;
  stream(): AsyncGenerator<Buffer>;
}

/** A node that is inside of another one. */
export interface InnerNode {
  readonly data: number;
  readonly inside: number;
}

/** Reads blocks in clear, and what is made of several of them ([MS-PST] 2.2.2.8). */
export class Blocks {
  readonly trees: Trees;
  readonly #bytes: StoreBytes;
  readonly #cipher: Cipher;
  readonly #most: number;
  readonly #damage: () => void;

  /** `most` numbers of blocks are held of one node. */
  constructor(trees: Trees, bytes: StoreBytes, cipher: Cipher, most: number, damage: () => void) {
    this.trees = trees;
    this.#bytes = bytes;
    this.#cipher = cipher;
    this.#most = Math.min(most, bytes.size / trees.layout.blockAlign);
    this.#damage = damage;
  }

  /** The data of a node. Throws `damaged`, `limit-memory`. */
  async data(id: number): Promise<NodeData> {
    const all = async (): Promise<BlockPlace[]> => {
      const places: BlockPlace[] = [];
      if (id !== 0) await this.#collect(id, deepestData, places);
      return places;
    };
    const content = (place: BlockPlace | undefined): Promise<Buffer> =>
      place === undefined ? fail('damaged', 'block') : this.#content(place);
    const found = await all();
    // A message may have thousands of values: of long ones the blocks are looked up again when they are read.
    const kept = found.length <= mostKept ? found : undefined;
    return {
      size: found.reduce((sum, { size }) => sum + size, 0),
      count: found.length,
      block: async (index) => content((kept ?? (await all()))[index]),
      async *stream() {
        for (const place of kept ?? (await all())) yield await content(place);
      },
    };
  }

  /** What is inside of a node, by number ([MS-PST] 2.2.2.8.3.3). */
  async inside(id: number): Promise<Map<number, InnerNode>> {
    const found = new Map<number, InnerNode>();
    if (id === 0) return found;
    const { bytes, count, level } = await this.#list(id, mark.inside);
    if (level === 0) this.#leaves(bytes, count, found);
    else {
      const { idBytes } = this.trees.layout;
      for (let index = 0; index < count; index++) {
        const at = this.#listAt + index * 2 * idBytes;
        if (at + 2 * idBytes > bytes.length) fail('damaged', 'list');
        const leaf = await this.#list(readId(bytes, at + idBytes, this.trees.layout), mark.inside);
        if (leaf.level !== 0) fail('damaged', 'list');
        this.#leaves(leaf.bytes, leaf.count, found);
        if (found.size > this.#most) fail('limit-memory', 'nodes inside');
      }
    }
    return found;
  }

  /** Lists of nodes are filled up to the width of a number of a block, where that has eight bytes. */
  get #listAt(): number {
    return this.trees.layout.idBytes === 8 ? listBytes : 4;
  }

  #leaves(bytes: Buffer, count: number, into: Map<number, InnerNode>): void {
    const { idBytes } = this.trees.layout;
    for (let index = 0; index < count; index++) {
      const at = this.#listAt + index * 3 * idBytes;
      if (at + 3 * idBytes > bytes.length) fail('damaged', 'list');
      into.set(bytes.readUInt32LE(at), {
        data: readId(bytes, at + idBytes, this.trees.layout),
        inside: readId(bytes, at + 2 * idBytes, this.trees.layout),
      });
    }
  }

  async #list(id: number, wanted: number): Promise<{ bytes: Buffer; count: number; level: number }> {
    const bytes = await this.#content(await this.trees.block(id), false);
    if (bytes.length < 4 || bytes[0] !== wanted) fail('damaged', 'list');
    return { bytes, count: bytes.readUInt16LE(2), level: bytes.readUInt8(1) };
  }

  async #collect(id: number, depth: number, into: BlockPlace[]): Promise<void> {
    const place = await this.trees.block(id);
    // The second bit tells blocks of numbers from those of content.
    if (id % 4 < 2) {
      into.push(place);
      if (into.length > this.#most) fail('limit-memory', 'blocks');
      return;
    }
    const { idBytes } = this.trees.layout;
    const { bytes, count, level } = await this.#list(id, mark.data);
    if (level > depth || level === 0 || bytes.length < listBytes + count * idBytes) fail('damaged', 'list');
    for (let index = 0; index < count; index++) {
      const inner = readId(bytes, listBytes + index * idBytes, this.trees.layout);
      if (level === 1 && inner % 4 >= 2) fail('damaged', 'list');
      await this.#collect(inner, level - 1, into);
    }
  }

  async #content(place: BlockPlace, isContent = true): Promise<Buffer> {
    const { layout } = this.trees;
    const total = Math.ceil((place.stored + layout.blockTrailer) / layout.blockAlign) * layout.blockAlign;
    const bytes = await this.#bytes.at(place.at, total);
    const raw = bytes.subarray(0, place.stored);
    if (layout.kind !== 'large') {
      const sumAt = total - layout.blockTrailer + (layout.kind === 'ansi' ? 8 : 4);
      // What is changed is shown all the same: most of it is as it was.
      if (checksum(raw) !== bytes.readUInt32LE(sumAt)) this.#damage();
    }
    const whole = place.size === place.stored ? raw : unpack(raw, place.size);
    return isContent ? decipher(whole, this.#cipher, place.id) : whole;
  }
}

function unpack(bytes: Buffer, size: number): Buffer {
  try {
    const unpacked = inflateSync(bytes, { maxOutputLength: Math.max(size, 1) });
    return unpacked.length === size ? unpacked : fail('damaged', 'packed block');
  } catch {
    return fail('damaged', 'packed block');
  }
}
