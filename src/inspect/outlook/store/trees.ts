import { crc32 } from 'node:zlib';
import { CofferdamError, fail } from '#platform/errors';
import type { StoreBytes } from './bytes.ts';
import { type Layout, readId, type StoreHeader } from './layout.ts';

/** Kinds of pages ([MS-PST] 2.2.2.7.1). */
const kind = { blocks: 0x80, nodes: 0x81 } as const;
type Kind = (typeof kind)[keyof typeof kind];
const deepest = 16;

/** A folder, a message or another thing in a store. */
export interface StoreNode {
  readonly id: number;
  readonly data: number;
  /** The block of the things inside it; 0 for none. */
  readonly inside: number;
  readonly parent: number;
}

/** Where a block lies. */
export interface BlockPlace {
  readonly id: number;
  readonly at: number;
  readonly stored: number;
  /** Bytes of it when it is unpacked. */
  readonly size: number;
}

interface TreePage {
  readonly bytes: Buffer;
  readonly count: number;
  readonly each: number;
  readonly level: number;
}

/** The two trees of a store: nodes by their number, blocks by theirs ([MS-PST] 2.2.2.7.7). */
export class Trees {
  readonly layout: Layout;
  readonly #bytes: StoreBytes;
  readonly #header: StoreHeader;
  readonly #damage: () => void;
  /** Blocks of pages that no tree leads to, once that is asked for. */
  #found: Map<number, BlockPlace> | undefined;

  constructor(bytes: StoreBytes, header: StoreHeader, damage: () => void) {
    this.layout = header.layout;
    this.#bytes = bytes;
    this.#header = header;
    this.#damage = damage;
  }

  /** All nodes. Pages that are broken are left out, and what leaves of the tree lie in the file is taken instead. */
  async *nodes(): AsyncGenerator<StoreNode> {
    const seen = new Set<number>();
    let isBroken = false;
    const broken = (): void => {
      isBroken = true;
      this.#damage();
    };
    const given = new Set<number>();
    for await (const page of this.#leaves(this.#header.nodesAt, kind.nodes, seen, broken)) {
      for (const node of this.#nodesOf(page)) {
        given.add(node.id);
        yield node;
      }
    }
    if (!isBroken) return;
    for await (const page of this.#strayLeaves(kind.nodes)) {
      for (const node of this.#nodesOf(page)) {
        if (given.has(node.id)) continue;
        given.add(node.id);
        yield node;
      }
    }
  }

  /** The node of this number. */
  async node(id: number): Promise<StoreNode | undefined> {
    const page = await this.#leafOf(this.#header.nodesAt, kind.nodes, id);
    return this.#nodesOf(page).find((node) => node.id === id);
  }

  /** Where a block lies. Throws `damaged`. */
  async block(id: number): Promise<BlockPlace> {
    const wanted = plain(id);
    try {
      const page = await this.#leafOf(this.#header.blocksAt, kind.blocks, wanted);
      const found = this.#blockIn(page, wanted);
      if (found !== undefined) return found;
    } catch (error) {
      if (!(error instanceof CofferdamError) || error.code !== 'damaged') throw error;
      this.#damage();
      this.#found ??= await this.#strayBlocks();
    }
    return this.#found?.get(wanted) ?? fail('damaged', 'block');
  }

  #blockIn({ bytes, count, each }: TreePage, id: number): BlockPlace | undefined {
    for (let index = 0; index < count; index++) {
      const place = this.#placeAt(bytes, index * each);
      if (place.id === id) return place;
    }
    return undefined;
  }

  #placeAt(bytes: Buffer, at: number): BlockPlace {
    const { idBytes, kind: name } = this.layout;
    const stored = bytes.readUInt16LE(at + 2 * idBytes);
    const size = name === 'large' ? bytes.readUInt16LE(at + 2 * idBytes + 2) : stored;
    const id = plain(readId(bytes, at, this.layout));
    return { id, at: readId(bytes, at + idBytes, this.layout), stored, size };
  }

  *#nodesOf({ bytes, count, each }: TreePage): Generator<StoreNode> {
    const { idBytes } = this.layout;
    for (let index = 0; index < count; index++) {
      const at = index * each;
      yield {
        id: bytes.readUInt32LE(at),
        data: readId(bytes, at + idBytes, this.layout),
        inside: readId(bytes, at + 2 * idBytes, this.layout),
        parent: bytes.readUInt32LE(at + 3 * idBytes),
      };
    }
  }

  async *#leaves(at: number, wanted: Kind, seen: Set<number>, broken: () => void): AsyncGenerator<TreePage> {
    const waiting = [{ at, level: deepest }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const page = await this.#page(next.at, wanted).catch(onDamage(broken));
      // Levels only fall, and each page counts once: no circle, and no more work than there are pages.
      if (page === undefined || page.level >= next.level || seen.has(next.at)) {
        if (page !== undefined) broken();
        continue;
      }
      seen.add(next.at);
      if (page.level === 0) yield page;
      else for (let index = page.count - 1; index >= 0; index--) waiting.push(this.#child(page, index));
    }
  }

  async #leafOf(root: number, wanted: Kind, id: number): Promise<TreePage> {
    let page = await this.#page(root, wanted);
    while (page.level > 0) {
      let low = 0;
      for (let high = page.count; high - low > 1; ) {
        const middle = (low + high) >> 1;
        if (plain(readId(page.bytes, middle * page.each, this.layout)) <= id) low = middle;
        else high = middle;
      }
      if (page.count === 0) fail('damaged', 'page');
      const child = await this.#page(this.#child(page, low).at, wanted);
      if (child.level >= page.level) fail('damaged', 'page');
      page = child;
    }
    return page;
  }

  #child({ bytes, each, level }: TreePage, index: number): { at: number; level: number } {
    return { at: readId(bytes, index * each + 2 * this.layout.idBytes, this.layout), level };
  }

  async #page(at: number, wanted: Kind): Promise<TreePage> {
    return this.#parsed(await this.#bytes.at(at, this.layout.pageBytes), wanted) ?? fail('damaged', 'page');
  }

  #parsed(bytes: Buffer, wanted: Kind): TreePage | undefined {
    const { pageTrailerAt: trailer, countAt, entryAt, levelAt, kind: name, idBytes } = this.layout;
    if (bytes[trailer] !== wanted || bytes[trailer + 1] !== wanted) return undefined;
    const sum = bytes.readUInt32LE(trailer + (name === 'ansi' ? 8 : 4));
    if (checksum(bytes.subarray(0, trailer)) !== sum) return undefined;
    const count = name === 'large' ? bytes.readUInt16LE(countAt) : bytes.readUInt8(countAt);
    const [each, level] = [bytes.readUInt8(entryAt), bytes.readUInt8(levelAt)];
    const least = level > 0 ? 3 * idBytes : wanted === kind.nodes ? 4 * idBytes : 3 * idBytes;
    return each < least || count * each > countAt ? undefined : { bytes, count, each, level };
  }

  /** Leaves of a tree wherever they lie in the file: of pages that were written anew, older ones too, the latest first. */
  async *#strayLeaves(wanted: Kind): AsyncGenerator<TreePage> {
    const { pageBytes, pageTrailerAt } = this.layout;
    const step = 512;
    const found: { readonly at: number; readonly id: number }[] = [];
    for (let at = step; at + pageBytes <= this.#bytes.size; at += step) {
      const bytes = await this.#bytes.at(at, pageBytes);
      if (bytes[pageTrailerAt] !== wanted || this.#parsed(bytes, wanted)?.level !== 0) continue;
      found.push({ at, id: readId(bytes, pageTrailerAt + (this.layout.kind === 'ansi' ? 4 : 8), this.layout) });
    }
    for (const { at } of found.sort((one, other) => other.id - one.id)) {
      const page = this.#parsed(await this.#bytes.at(at, pageBytes), wanted);
      if (page !== undefined) yield page;
    }
  }

  async #strayBlocks(): Promise<Map<number, BlockPlace>> {
    const places = new Map<number, BlockPlace>();
    for await (const { bytes, count, each } of this.#strayLeaves(kind.blocks)) {
      for (let index = 0; index < count; index++) {
        const place = this.#placeAt(bytes, index * each);
        if (!places.has(place.id)) places.set(place.id, place);
      }
    }
    return places;
  }
}

/** Numbers of blocks without the lowest bit, which says nothing. */
const plain = (id: number): number => id - (id % 2);

/** CRC-32 that begins with zero and is not turned over at the end ([MS-PST] 5.3). */
export const checksum = (bytes: Uint8Array): number => ~crc32(bytes, 0xffff_ffff) >>> 0;

function onDamage(broken: () => void): (error: unknown) => undefined {
  return (error) => {
    if (!(error instanceof CofferdamError) || error.code !== 'damaged') throw error;
    broken();
  };
}
