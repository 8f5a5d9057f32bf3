import type { Pages } from './pages.ts';
import { varint } from './record.ts';

/** Kinds of pages of a tree (1.5). */
const indexInterior = 2;
const tableInterior = 5;
const indexLeaf = 10;
export const tableLeaf = 13;

/** Bytes of a page that no cell takes: what was deleted stays there until it is written over. */
export interface Gap {
  readonly start: number;
  readonly end: number;
  /** The first four bytes are of the list of free blocks now. */
  readonly isBlock: boolean;
}

/** A page of a tree, with its cells not read yet. */
export interface TreePage {
  readonly bytes: Buffer;
  readonly kind: number;
  /** Offset of each cell, in order of the tree. */
  readonly cells: readonly number[];
  readonly gaps: readonly Gap[];
  readonly rightmost: number | undefined;
}

/** `start` is 100 on the first page of the file, else 0; undefined where the page is of no tree. */
export function readTreePage(bytes: Buffer, start: number, usable: number): TreePage | undefined {
  const kind = bytes.readUInt8(start);
  if (kind !== indexInterior && kind !== tableInterior && kind !== indexLeaf && kind !== tableLeaf) return undefined;
  const isLeaf = kind === indexLeaf || kind === tableLeaf;
  const count = bytes.readUInt16BE(start + 3);
  const pointers = start + (isLeaf ? 8 : 12);
  const content = bytes.readUInt16BE(start + 5) || 65_536;
  const end = pointers + count * 2;
  if (end > usable || content > usable) return undefined;
  const cells = Array.from({ length: count }, (_, index) => bytes.readUInt16BE(pointers + index * 2));
  if (cells.some((at) => at < end || at >= usable)) return undefined;
  const gaps: Gap[] = content > end ? [{ start: end, end: content, isBlock: false }] : [];
  for (let at = bytes.readUInt16BE(start + 1); at >= content && at + 4 <= usable; ) {
    const length = bytes.readUInt16BE(at + 2);
    if (length < 4 || at + length > usable) break;
    gaps.push({ start: at, end: at + length, isBlock: true });
    const next = bytes.readUInt16BE(at);
    // Free blocks are in order: one that is not would be a loop.
    if (next <= at) break;
    at = next;
  }
  return { bytes, kind, cells, gaps, rightmost: isLeaf ? undefined : bytes.readUInt32BE(start + 8) };
}

/** A row on its way out of a tree. */
export interface TreeRow {
  /** Key of the row; undefined in a tree of keys. */
  readonly rowid: bigint | undefined;
  readonly payload: Buffer;
}

/** Pages that wait to be read: a tree of many levels has a hundred thousand, one that lies has more. */
const mostWaiting = 1 << 20;

/**
 * Reads the trees of one file. What is wrong with a tree is told by `onDamage`, and reading goes on with the next page. A
 * payload beyond `longest` bytes is cut, and told by `onLong`.
 */
export class Trees {
  readonly #pages: Pages;
  readonly #longest: number;
  readonly #onDamage: () => void;
  readonly #onLong: () => void;

  constructor(pages: Pages, longest: number, onDamage: () => void, onLong: () => void) {
    this.#pages = pages;
    this.#longest = longest;
    this.#onDamage = onDamage;
    this.#onLong = onLong;
  }

  /** The pages of the tree at `root`; see `rowsOf`. */
  async *walk(root: number): AsyncGenerator<TreePage> {
    const waiting = [root];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const page = await this.#page(next);
      if (page === undefined) {
        this.#onDamage();
        continue;
      }
      if (page.rightmost !== undefined) waiting.push(page.rightmost);
      if (page.kind === tableInterior || page.kind === indexInterior) {
        for (const at of page.cells.toReversed()) {
          if (at + 4 <= page.bytes.length) waiting.push(page.bytes.readUInt32BE(at));
        }
      }
      if (waiting.length > mostWaiting) {
        this.#onDamage();
        waiting.length = mostWaiting;
      }
      yield page;
    }
  }

  /** Rows of a page that holds any. */
  async *rowsOf(page: TreePage): AsyncGenerator<TreeRow> {
    if (page.kind === tableInterior) return;
    // Cells do not overlap: a page whose cells are larger than itself points at one of them again and again.
    let left = page.bytes.length;
    for (const at of page.cells) {
      const read = await this.#row(page, at);
      left -= read?.local ?? 0;
      if (read === undefined || left < 0) {
        this.#onDamage();
        if (left < 0) break;
        continue;
      }
      yield read.row;
    }
  }

  async #page(number: number): Promise<TreePage | undefined> {
    const bytes = await this.#pages.claim(number);
    return bytes === undefined ? undefined : readTreePage(bytes, number === 1 ? 100 : 0, this.#pages.header.usable);
  }

  async #row(page: TreePage, start: number): Promise<{ row: TreeRow; local: number } | undefined> {
    const { usable } = this.#pages.header;
    const isTable = page.kind === tableLeaf;
    let at = page.kind === indexInterior ? start + 4 : start;
    const size = varint(page.bytes, at);
    if (size.length === 0 || size.value > 2 ** 31) return undefined;
    at += size.length;
    let rowid: bigint | undefined;
    if (isTable) {
      const key = varint(page.bytes, at);
      if (key.length === 0) return undefined;
      rowid = key.length < 8 ? BigInt(key.value) : longKey(page.bytes, at);
      at += key.length;
    }
    const local = localBytes(size.value, usable, isTable);
    if (at + local > usable) return undefined;
    const first = page.bytes.subarray(at, at + local);
    const payload = local === size.value ? first : await this.#overflow(page.bytes, at + local, first, size.value);
    return payload === undefined ? undefined : { row: { rowid, payload }, local: at + local - start };
  }

  /** The rest of a payload, in a chain of pages (1.6). */
  async #overflow(page: Buffer, pointer: number, first: Buffer, size: number): Promise<Buffer | undefined> {
    const { usable } = this.#pages.header;
    if (pointer + 4 > usable) return undefined;
    const parts = [first];
    let have = first.length;
    let next = page.readUInt32BE(pointer);
    while (have < size && next !== 0) {
      const more = await this.#pages.claim(next);
      if (more === undefined) break;
      const part = more.subarray(4, Math.min(usable, 4 + size - have));
      have += part.length;
      // A copy: a part of a few bytes would hold the whole window that it was read in.
      if (have <= this.#longest) parts.push(Buffer.from(part));
      next = more.readUInt32BE(0);
    }
    if (have < size) this.#onDamage();
    if (have > this.#longest) this.#onLong();
    return Buffer.concat(parts);
  }
}

/** Bytes of a payload that are on the page itself (1.6). */
function localBytes(size: number, usable: number, isTable: boolean): number {
  const most = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (size <= most) return size;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const even = least + ((size - least) % (usable - 4));
  return even <= most ? even : least;
}

/** A key of eight or nine bytes: beyond what a number holds, or negative. */
function longKey(bytes: Buffer, at: number): bigint {
  let value = 0n;
  for (let index = 0; index < 8; index += 1) {
    const byte = bytes[at + index] ?? 0;
    value = (value << 7n) | BigInt(byte & 0x7f);
    if (byte < 0x80) return value;
  }
  return BigInt.asIntN(64, (value << 8n) | BigInt(bytes[at + 8] ?? 0));
}
