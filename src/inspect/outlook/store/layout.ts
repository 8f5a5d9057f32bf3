import { fail } from '#platform/errors';

/** "!BDN" ([MS-PST] 2.2.2.6). */
const magic = Buffer.from('!BDN', 'latin1');
/** What kind of store it is: of a person (PST, OST) or an address book. */
const clients = new Set(['SM', 'SO', 'AB']);
export const headerBytes = 564;

/** Sizes and places that differ between the kinds of stores. */
export interface Layout {
  readonly kind: 'ansi' | 'unicode' | 'large';
  /** Bytes of the number of a block, and of a place in the file. */
  readonly idBytes: 4 | 8;
  readonly pageBytes: number;
  /** Where a page of a tree has the count of its entries, the size of one and its level. */
  readonly countAt: number;
  readonly entryAt: number;
  readonly levelAt: number;
  readonly pageTrailerAt: number;
  readonly blockTrailer: number;
  readonly blockAlign: number;
  /** Bits of the number of an item in a block of a heap. */
  readonly itemBits: number;
}

const ansi: Layout = {
  kind: 'ansi',
  idBytes: 4,
  pageBytes: 512,
  countAt: 496,
  entryAt: 498,
  levelAt: 499,
  pageTrailerAt: 500,
  blockTrailer: 12,
  blockAlign: 64,
  itemBits: 11,
};
const unicode: Layout = {
  kind: 'unicode',
  idBytes: 8,
  pageBytes: 512,
  countAt: 488,
  entryAt: 490,
  levelAt: 491,
  pageTrailerAt: 496,
  blockTrailer: 16,
  blockAlign: 64,
  itemBits: 11,
};
/** What Outlook keeps offline since 2013, of which nothing is published: pages of 4 KiB, blocks of 64 KiB that may be packed. */
const large: Layout = {
  kind: 'large',
  idBytes: 8,
  pageBytes: 4096,
  countAt: 4056,
  entryAt: 4060,
  levelAt: 4061,
  pageTrailerAt: 4072,
  blockTrailer: 24,
  blockAlign: 512,
  itemBits: 14,
};

export type Cipher = 'none' | 'permute' | 'cyclic';
const ciphers: readonly Cipher[] = ['none', 'permute', 'cyclic'];

export interface StoreHeader {
  readonly layout: Layout;
  readonly cipher: Cipher;
  /** Places of the topmost pages of the two trees. */
  readonly nodesAt: number;
  readonly blocksAt: number;
}

export function isStore(bytes: Buffer): boolean {
  return bytes.length >= 12 && bytes.subarray(0, 4).equals(magic) && clients.has(bytes.toString('latin1', 8, 10));
}

/** Reads the header of a store. Throws `damaged`, `feature-unsupported`, `protection-unsupported`. */
export function readHeader(bytes: Buffer): StoreHeader {
  if (!isStore(bytes) || bytes.length < headerBytes) fail('damaged', 'header');
  const version = bytes.readUInt16LE(10);
  const layout = version === 14 || version === 15 ? ansi : version >= 36 ? large : version >= 21 ? unicode : undefined;
  if (layout === undefined) return fail('feature-unsupported', 'version');
  const isAnsi = layout.kind === 'ansi';
  const cipher = ciphers[bytes.readUInt8(isAnsi ? 461 : 513)];
  // Protected by the rights management of Windows (0x10), or by what is not known.
  if (cipher === undefined) return fail('protection-unsupported', 'cipher');
  return {
    layout,
    cipher,
    nodesAt: readId(bytes, isAnsi ? 188 : 224, layout),
    blocksAt: readId(bytes, isAnsi ? 196 : 240, layout),
  };
}

/** A number of four or eight bytes; those beyond what a double can hold are no place in any file. */
export function readId(bytes: Buffer, at: number, { idBytes }: Layout): number {
  const low = bytes.readUInt32LE(at);
  return idBytes === 4 ? low : low + bytes.readUInt32LE(at + 4) * 0x1_0000_0000;
}
