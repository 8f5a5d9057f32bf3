import { createCipheriv, createHmac, hkdfSync } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { fail } from '#platform/errors';

/** Bytes of a page on disk, and what of it is content behind its checksum. */
export const pageBytes = 4096;
const sumBytes = 4;
export const contentBytes = pageBytes - sumBytes;
/** Pages of 4 KiB that are kept in memory: 16 MiB. */
const keptPages = 4096;
/** Pages read at once where a whole part is loaded. */
const loadedAtOnce = 256;

/** A file that can be read at any place, without waiting. */
export interface IndexBytes {
  readonly size: number;
  /** Fills `into`; throws where the file ends before. */
  read(into: Uint8Array, position: number): void;
}

/** What is derived from the key of an index. */
export interface IndexKeys {
  /** 16 bytes, for SipHash. */
  readonly values: Uint8Array;
  /** 1 KiB, the table of the gate. */
  readonly gate: Int32Array;
  /** 32 bytes for each, of the pages and of the header. */
  readonly pages: Uint8Array;
  readonly header: Uint8Array;
}

/** Two indexes of one key have nothing in common, since each has a salt of its own. */
export function deriveKeys(key: Uint8Array, salt: Uint8Array): IndexKeys {
  const part = (name: string, length: number): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', key, salt, `cofferdam index ${name}`, length));
  const table = part('gate', 1024);
  return {
    values: part('values', 16),
    gate: new Int32Array(table.buffer, table.byteOffset, 256),
    pages: part('pages', 32),
    header: part('header', 32),
  };
}

export function tagOf(keys: IndexKeys, bytes: Uint8Array): Uint8Array {
  return createHmac('sha256', keys.header).update(bytes).digest();
}

/** AES-256 in counter mode, the counter being the place in the file: no place is written twice under one key. */
function applyCipher(keys: IndexKeys, bytes: Uint8Array, firstPage: number): Uint8Array {
  const counter = Buffer.alloc(16);
  counter.writeBigUInt64BE(BigInt(firstPage) * BigInt(pageBytes / 16), 8);
  return createCipheriv('aes-256-ctr', keys.pages, counter).update(bytes);
}

/** Content as sealed pages. The last is filled up with zeros. */
export function sealPages(keys: IndexKeys, content: Uint8Array, firstPage: number): Uint8Array {
  const count = Math.ceil(content.length / contentBytes);
  const plain = new Uint8Array(count * pageBytes);
  const view = new DataView(plain.buffer);
  for (let page = 0; page < count; page += 1) {
    const at = page * pageBytes;
    plain.set(content.subarray(page * contentBytes, (page + 1) * contentBytes), at + sumBytes);
    view.setUint32(at, crc32(plain.subarray(at + sumBytes, at + pageBytes)));
  }
  return applyCipher(keys, plain, firstPage);
}

/** Reads sealed pages and keeps those that were read last. */
export class Pages {
  readonly #file: IndexBytes;
  readonly #keys: IndexKeys;
  readonly #name: string;
  readonly #kept: (Uint8Array | undefined)[] = new Array<Uint8Array | undefined>(keptPages).fill(undefined);
  readonly #numbers = new Int32Array(keptPages).fill(-1);
  readonly #room = new Uint8Array(pageBytes);

  constructor(file: IndexBytes, keys: IndexKeys, name: string) {
    this.#file = file;
    this.#keys = keys;
    this.#name = name;
  }

  /** The content of a page, valid until many others were read. Fails with `index-damaged`. */
  page(number: number): Uint8Array {
    const slot = number & (keptPages - 1);
    const kept = this.#kept[slot];
    if (kept !== undefined && this.#numbers[slot] === number) return kept;
    this.#file.read(this.#room, number * pageBytes);
    const content = this.#opened(this.#room, number);
    this.#kept[slot] = content;
    this.#numbers[slot] = number;
    return content;
  }

  /** The content of many pages in one piece of `length` bytes. */
  load(first: number, length: number): Uint8Array<ArrayBuffer> {
    const content = new Uint8Array(length);
    const count = Math.ceil(length / contentBytes);
    const room = new Uint8Array(loadedAtOnce * pageBytes);
    for (let page = 0; page < count; page += loadedAtOnce) {
      const some = Math.min(loadedAtOnce, count - page);
      const part = room.subarray(0, some * pageBytes);
      this.#file.read(part, (first + page) * pageBytes);
      for (let next = 0; next < some; next += 1) {
        const at = (page + next) * contentBytes;
        const one = this.#opened(part.subarray(next * pageBytes, (next + 1) * pageBytes), first + page + next);
        content.set(one.subarray(0, Math.min(contentBytes, length - at)), at);
      }
    }
    return content;
  }

  #opened(sealed: Uint8Array, number: number): Uint8Array {
    const plain = applyCipher(this.#keys, sealed, number);
    const content = plain.subarray(sumBytes);
    const sum = new DataView(plain.buffer, plain.byteOffset).getUint32(0);
    if (crc32(content) !== sum) fail('index-damaged', `${this.#name}: page ${number}`);
    return content;
  }
}
