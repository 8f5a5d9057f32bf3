import { crc32, deflateSync } from 'node:zlib';
import { decipher } from '../../src/inspect/outlook/store/cipher.ts';
import type { Cipher } from '../../src/inspect/outlook/store/layout.ts';
import { type HeapData, propertiesOf, recipientsOf, type StoreValue } from './store-heap.ts';

interface StoreMessage {
  readonly properties: Readonly<Record<number, StoreValue>>;
  readonly recipients?: readonly (readonly [kind: number, name: string, address: string])[];
  readonly attachments?: readonly StoreAttachment[];
}

interface StoreAttachment {
  readonly properties: Readonly<Record<number, StoreValue>>;
  readonly message?: StoreMessage;
}

export interface StoreOptions {
  readonly kind?: 'ansi' | 'unicode' | 'large';
  readonly cipher?: Cipher;
  readonly folders?: readonly { readonly id: number; readonly parent: number; readonly name: string }[];
  readonly messages?: readonly (StoreMessage & { readonly id: number; readonly folder: number })[];
  /** Names of properties from 0x8000 on, in order. */
  readonly names?: readonly (number | string)[];
  /** Entries of a page of a tree, so that small files have several levels. */
  readonly perPage?: number;
}

interface Kept {
  readonly key: number;
  readonly entry: Buffer;
}

const recipientTable = 0x692;

/** A store of Outlook ([MS-PST]) of a few folders and messages. */
export function storeFile(options: StoreOptions): Buffer {
  return new StoreWriter(options).file();
}

class StoreWriter {
  readonly #options: StoreOptions;
  readonly #kind: 'ansi' | 'unicode' | 'large';
  readonly #wide: boolean;
  readonly #parts: Buffer[] = [Buffer.alloc(1024)];
  #size = 1024;
  #next = 4;
  readonly #blocks: Kept[] = [];
  readonly #nodes: Kept[] = [];

  constructor(options: StoreOptions) {
    this.#options = options;
    this.#kind = options.kind ?? 'unicode';
    this.#wide = this.#kind !== 'ansi';
  }

  file(): Buffer {
    const { folders = [], messages = [], names = [], cipher = 'none' } = this.#options;
    this.#node(0x21, this.#filled(this.#properties({ 0x3001: 'Mailbox' })), 0);
    this.#node(0x61, this.#filled(this.#properties(namesOf(names))), 0);
    for (const { id, parent, name } of folders) {
      this.#node(id, this.#filled(this.#properties({ 0x3001: name })), parent);
    }
    for (const message of messages) this.#node(message.id, this.#message(message), message.folder);
    const nodes = this.#tree(0x81, this.#nodes);
    const blocks = this.#tree(0x80, this.#blocks);
    const header = this.#parts[0] as Buffer;
    header.write('!BDN', 0, 'latin1');
    header.write('SM', 8, 'latin1');
    header.writeUInt16LE({ ansi: 15, unicode: 23, large: 36 }[this.#kind], 10);
    this.#id(header, this.#wide ? 224 : 188, nodes);
    this.#id(header, this.#wide ? 240 : 196, blocks);
    header.writeUInt8(['none', 'permute', 'cyclic'].indexOf(cipher), this.#wide ? 513 : 461);
    return Buffer.concat(this.#parts);
  }

  #message({ properties, recipients = [], attachments = [] }: StoreMessage): { data: number; inside: number } {
    const heap = this.#properties(properties);
    const inside = this.#insideOf(heap);
    if (recipients.length > 0) {
      inside.set(recipientTable, this.#filled(recipientsOf(recipients, this.#itemBits, !this.#wide)));
    }
    for (const [index, { properties: own, message }] of attachments.entries()) {
      const node = 0x05 + (0x400 + index) * 32;
      if (message === undefined) inside.set(node, this.#filled(this.#properties(own)));
      else {
        const object = 0x04 + 0x800 * 32;
        const attached = this.#properties({ ...own, 0x3701: { object } });
        const below = this.#insideOf(attached).set(object, this.#message(message));
        inside.set(node, { data: this.#data(attached.bytes), inside: this.#list(below) });
      }
    }
    return { data: this.#data(heap.bytes), inside: this.#list(inside) };
  }

  get #itemBits(): number {
    return this.#kind === 'large' ? 14 : 11;
  }

  #properties(values: Readonly<Record<number, StoreValue>>): HeapData {
    return propertiesOf(values, this.#itemBits, !this.#wide);
  }

  #insideOf({ inside }: HeapData): Map<number, { data: number; inside: number }> {
    return new Map([...inside].map(([id, bytes]) => [id, { data: this.#data(bytes), inside: 0 }]));
  }

  #filled(heap: HeapData): { data: number; inside: number } {
    return { data: this.#data(heap.bytes), inside: this.#list(this.#insideOf(heap)) };
  }

  #node(id: number, { data, inside }: { data: number; inside: number }, parent: number): void {
    const each = this.#wide ? 8 : 4;
    const entry = Buffer.alloc(each * 4);
    entry.writeUInt32LE(id);
    this.#id(entry, each, data);
    this.#id(entry, each * 2, inside);
    entry.writeUInt32LE(parent, each * 3);
    this.#nodes.push({ key: id, entry });
  }

  /** Bytes in one block, or in several behind a list. */
  #data(bytes: Buffer): number {
    const most = this.#kind === 'large' ? 65_512 : this.#wide ? 8176 : 8180;
    if (bytes.length <= most) return this.#block(bytes, true);
    const numbers: number[] = [];
    for (let at = 0; at < bytes.length; at += most) numbers.push(this.#block(bytes.subarray(at, at + most), true));
    const each = this.#wide ? 8 : 4;
    const list = Buffer.alloc(8 + numbers.length * each);
    list.set([1, 1]);
    list.writeUInt16LE(numbers.length, 2);
    list.writeUInt32LE(bytes.length, 4);
    numbers.forEach((number, index) => this.#id(list, 8 + index * each, number));
    return this.#block(list, false);
  }

  #list(inside: ReadonlyMap<number, { data: number; inside: number }>): number {
    if (inside.size === 0) return 0;
    const each = this.#wide ? 8 : 4;
    const head = this.#wide ? 8 : 4;
    const list = Buffer.alloc(head + inside.size * each * 3);
    list.set([2, 0]);
    list.writeUInt16LE(inside.size, 2);
    [...inside].forEach(([id, node], index) => {
      const at = head + index * each * 3;
      list.writeUInt32LE(id, at);
      this.#id(list, at + each, node.data);
      this.#id(list, at + each * 2, node.inside);
    });
    return this.#block(list, false);
  }

  #block(bytes: Buffer, isContent: boolean): number {
    const number = this.#next + (isContent ? 0 : 2);
    this.#next += 4;
    const { cipher = 'none' } = this.#options;
    const sealed = isContent ? seal(bytes, cipher, number) : bytes;
    const packed = this.#kind === 'large' && isContent ? deflateSync(sealed) : sealed;
    const stored = packed.length < sealed.length ? packed : sealed;
    const [align, trailer] = this.#kind === 'large' ? [512, 24] : [64, this.#wide ? 16 : 12];
    const total = Math.ceil((stored.length + trailer) / align) * align;
    const block = Buffer.alloc(total);
    stored.copy(block);
    block.writeUInt16LE(stored.length, total - trailer);
    block.writeUInt32LE(checksum(stored), total - trailer + (this.#wide ? 4 : 8));
    this.#id(block, total - trailer + (this.#wide ? 8 : 4), number);
    const at = this.#append(block);
    const each = this.#wide ? 8 : 4;
    const entry = Buffer.alloc(this.#wide ? 24 : 12);
    this.#id(entry, 0, number);
    this.#id(entry, each, at);
    entry.writeUInt16LE(stored.length, each * 2);
    if (this.#kind === 'large') entry.writeUInt16LE(sealed.length, each * 2 + 2);
    this.#blocks.push({ key: number, entry });
    return number;
  }

  #tree(mark: number, kept: readonly Kept[]): number {
    const most = this.#options.perPage ?? (this.#kind === 'large' ? 60 : 15);
    const each = this.#wide ? 8 : 4;
    let level = 0;
    let entries = kept.toSorted((one, other) => one.key - other.key);
    for (;;) {
      const pages: Kept[] = [];
      for (let from = 0; from < entries.length; from += most) {
        const some = entries.slice(from, from + most);
        const [first] = some as [Kept];
        const entry = Buffer.alloc(each * 3);
        this.#id(entry, 0, first.key);
        this.#id(entry, each * 2, this.#page(mark, level, some));
        pages.push({ key: first.key, entry });
      }
      const [only] = pages;
      if (pages.length === 1 && only !== undefined)
        return Number(this.#wide ? only.entry.readBigUInt64LE(16) : only.entry.readUInt32LE(8));
      entries = pages;
      level += 1;
    }
  }

  #page(mark: number, level: number, entries: readonly Kept[]): number {
    const isLarge = this.#kind === 'large';
    const page = Buffer.alloc(isLarge ? 4096 : 512);
    Buffer.concat(entries.map(({ entry }) => entry)).copy(page);
    const [counts, trailer] = isLarge ? [4056, 4072] : this.#wide ? [488, 496] : [496, 500];
    if (isLarge) page.writeUInt16LE(entries.length, counts);
    else page.writeUInt8(entries.length, counts);
    page.set([entries[0]?.entry.length ?? 0, level], isLarge ? 4060 : counts + 2);
    page.set([mark, mark], trailer);
    page.writeUInt32LE(checksum(page.subarray(0, trailer)), trailer + (this.#wide ? 4 : 8));
    this.#id(page, trailer + (this.#wide ? 8 : 4), (this.#next += 4));
    return this.#append(page, 512);
  }

  #append(bytes: Buffer, align = 64): number {
    const fill = (align - (this.#size % align)) % align;
    this.#parts.push(Buffer.alloc(fill), bytes);
    const at = this.#size + fill;
    this.#size = at + bytes.length;
    return at;
  }

  #id(bytes: Buffer, at: number, value: number): void {
    if (this.#wide) bytes.writeBigUInt64LE(BigInt(value), at);
    else bytes.writeUInt32LE(value, at);
  }
}

const checksum = (bytes: Uint8Array): number => ~crc32(bytes, 0xffff_ffff) >>> 0;

/** The cyclic cipher undoes itself; the other one is turned round by trying all bytes. */
function seal(bytes: Buffer, cipher: Cipher, number: number): Buffer {
  if (cipher !== 'permute') return decipher(bytes, cipher, number);
  const all = decipher(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)), cipher, 0);
  return bytes.map((byte) => all.indexOf(byte)) as Buffer;
}

/** The properties of the node that names properties: where each name is, and the words. */
function namesOf(names: readonly (number | string)[]): Record<number, StoreValue> {
  const words: Buffer[] = [];
  let at = 0;
  const entries = names.map((name, index) => {
    const entry = Buffer.alloc(8);
    entry.writeUInt16LE(typeof name === 'string' ? 1 : 0, 4);
    entry.writeUInt16LE(index, 6);
    if (typeof name === 'number') entry.writeUInt32LE(name);
    else {
      const text = Buffer.from(name, 'utf16le');
      const length = Buffer.alloc(4);
      length.writeUInt32LE(text.length);
      entry.writeUInt32LE(at);
      words.push(length, text);
      at += 4 + text.length;
    }
    return entry;
  });
  return { 3: Buffer.concat(entries), 4: Buffer.concat(words) };
}
