import { fail } from '#platform/errors';
import type { RandomInput } from '../../bytes/random-input.ts';

/** "SQLite format 3\0" (https://www.sqlite.org/fileformat2.html, 1.3). */
export const signature = Buffer.from('SQLite format 3\0', 'latin1');
export const headerLength = 100;

export type TextEncoding = 'utf8' | 'utf16le' | 'utf16be';

/** What the first 100 bytes say. */
export interface DatabaseHeader {
  readonly pageSize: number;
  /** Bytes of a page that hold content; behind them is what extensions reserve. */
  readonly usable: number;
  /** Pages in all, where the header's count is to be believed (1.3.7). */
  readonly pageCount: number | undefined;
  readonly firstTrunk: number;
  readonly encoding: TextEncoding;
}

export function readHeader(bytes: Buffer): DatabaseHeader {
  if (bytes.length < headerLength || !bytes.subarray(0, 16).equals(signature)) fail('damaged');
  const stated = bytes.readUInt16BE(16);
  const pageSize = stated === 1 ? 65_536 : stated;
  const usable = pageSize - bytes.readUInt8(20);
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0 || usable < 480) fail('damaged');
  const isCurrent = bytes.readUInt32BE(24) === bytes.readUInt32BE(92);
  const count = bytes.readUInt32BE(28);
  const encoding = bytes.readUInt32BE(56);
  return {
    pageSize,
    usable,
    pageCount: isCurrent && count > 0 ? count : undefined,
    firstTrunk: bytes.readUInt32BE(32),
    encoding: encoding === 3 ? 'utf16be' : encoding === 2 ? 'utf16le' : 'utf8',
  };
}

const windowBytes = 1 << 18;
const mostWindows = 16;

/**
 * Pages by number, from 1. A page is claimed once: a tree that points back at itself, or two that share pages, end there,
 * and reading takes no longer than the file is large.
 */
export class Pages {
  readonly header: DatabaseHeader;
  readonly count: number;
  readonly #input: RandomInput;
  readonly #claimed: Uint8Array;
  readonly #windows = new Map<number, Buffer>();

  constructor(input: RandomInput, header: DatabaseHeader, maxHeld: number) {
    this.#input = input;
    this.header = header;
    this.count = Math.ceil(input.size / header.pageSize);
    if (this.count / 8 > maxHeld) fail('limit-memory');
    this.#claimed = new Uint8Array((this.count >> 3) + 1);
  }

  /** The page, or undefined where there is none of this number or it was claimed before. */
  async claim(number: number): Promise<Buffer | undefined> {
    if (number < 1 || number > this.count || this.isClaimed(number)) return undefined;
    this.#claimed[number >> 3] = (this.#claimed[number >> 3] ?? 0) | (1 << (number & 7));
    return this.look(number);
  }

  /** The page, claimed or not. */
  async look(number: number): Promise<Buffer | undefined> {
    const start = (number - 1) * this.header.pageSize;
    const window = await this.#window(Math.floor(start / windowBytes));
    const at = start % windowBytes;
    const page = window.subarray(at, at + this.header.pageSize);
    return page.length < this.header.pageSize ? undefined : page;
  }

  isClaimed(number: number): boolean {
    return ((this.#claimed[number >> 3] ?? 0) & (1 << (number & 7))) !== 0;
  }

  async #window(index: number): Promise<Buffer> {
    const known = this.#windows.get(index);
    if (known !== undefined) {
      this.#windows.delete(index);
      this.#windows.set(index, known);
      return known;
    }
    const read = await this.#input.read(index * windowBytes, windowBytes);
    const window = Buffer.from(read.buffer, read.byteOffset, read.length);
    if (this.#windows.size >= mostWindows) this.#windows.delete(this.#windows.keys().next().value ?? 0);
    this.#windows.set(index, window);
    return window;
  }
}
