import { crc32, deflateSync } from 'node:zlib';

/** A value of a directory: text, one number (LONG), fractions, bytes, or a directory of its own. */
type TagValue = string | number | Uint8Array | readonly (readonly [number, number])[] | Tags;
export interface Tags {
  readonly [tag: number]: TagValue;
}

/** A TIFF structure with one directory after the other, as EXIF has it; little-endian. */
export function tiff(...chain: readonly Tags[]): Buffer {
  const parts: Buffer[] = [Buffer.from('49492a0008000000', 'hex')];
  let length = 8;
  const put = (bytes: Buffer): number => {
    const at = length;
    const padded = bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(1)]);
    parts.push(padded);
    length += padded.length;
    return at;
  };
  const directory = (tags: Tags, at: number, hasNext: boolean): void => {
    const entries = Object.entries(tags);
    const table = Buffer.alloc(2 + entries.length * 12 + 4);
    length = at + table.length;
    parts.push(table);
    table.writeUInt16LE(entries.length);
    for (const [index, [tag, value]] of entries.entries()) {
      const from = 2 + index * 12;
      const { type, count, bytes } = encoded(value, () => length, directory);
      table.writeUInt16LE(Number(tag), from);
      table.writeUInt16LE(type, from + 2);
      table.writeUInt32LE(count, from + 4);
      if (bytes === undefined) continue;
      if (bytes.length <= 4) bytes.copy(table, from + 8);
      else table.writeUInt32LE(put(bytes), from + 8);
    }
    if (hasNext) table.writeUInt32LE(length, table.length - 4);
  };
  for (const [index, tags] of chain.entries()) directory(tags, length, index + 1 < chain.length);
  return Buffer.concat(parts);
}

function encoded(
  value: TagValue,
  end: () => number,
  directory: (tags: Tags, at: number, hasNext: boolean) => void,
): { type: number; count: number; bytes?: Buffer } {
  if (typeof value === 'string') {
    const bytes = Buffer.from(`${value}\0`);
    return { type: 2, count: bytes.length, bytes };
  }
  if (value instanceof Uint8Array) return { type: 7, count: value.length, bytes: Buffer.from(value) };
  const bytes = Buffer.alloc(typeof value === 'number' ? 4 : Array.isArray(value) ? value.length * 8 : 4);
  if (Array.isArray(value)) {
    for (const [index, part] of (value as readonly (readonly [number, number])[]).entries()) {
      bytes.writeUInt32LE(part[0], index * 8);
      bytes.writeUInt32LE(part[1], index * 8 + 4);
    }
    return { type: 5, count: value.length, bytes };
  }
  if (typeof value === 'number') bytes.writeUInt32LE(value);
  else {
    bytes.writeUInt32LE(end());
    directory(value as Tags, end(), false);
  }
  return { type: 4, count: 1, bytes };
}

/** A PNG of one white dot with chunks before its pixels. */
export function png(chunks: readonly (readonly [string, Uint8Array])[] = []): Buffer {
  const head = Buffer.from('00000001000000010800000000', 'hex');
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    ...chunks.map(([kind, data]) => chunk(kind, data)),
    chunk('IDAT', deflateSync(Buffer.of(0, 255))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write(kind, 4, 'latin1');
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(data, crc32(head.subarray(4))));
  return Buffer.concat([head, data, sum]);
}

/** What a JPEG is made of, without pixels that make sense. */
export function jpeg(segments: readonly (readonly [number, Uint8Array])[] = []): Buffer {
  const frame = Buffer.from('080010002001011100', 'hex');
  const scan = Buffer.from('010100003f00', 'hex');
  const all = [...segments, [0xc0, frame] as const, [0xda, scan] as const].map(([kind, data]) => {
    const head = Buffer.of(0xff, kind, 0, 0);
    head.writeUInt16BE(data.length + 2, 2);
    return Buffer.concat([head, data]);
  });
  return Buffer.concat([Buffer.of(0xff, 0xd8), ...all, Buffer.from('12ff00ffd034', 'hex'), Buffer.of(0xff, 0xd9)]);
}

/** A WebP file of one chunk of pixels that make no sense, and others. */
export function webp(chunks: readonly (readonly [string, Uint8Array])[] = []): Buffer {
  const size = Buffer.from('10000000ff0000ff0000', 'hex');
  const all = [['VP8X', size] as const, ...chunks].map(([kind, data]) => {
    const head = Buffer.alloc(8);
    head.write(kind, 'latin1');
    head.writeUInt32LE(data.length, 4);
    return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
  });
  const body = Buffer.concat([Buffer.from('WEBP'), ...all]);
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

/** A GIF of one dot, with extensions before it. */
export function gif(extensions: readonly Uint8Array[] = []): Buffer {
  return Buffer.concat([
    Buffer.from('47494638396101000100800000ffffff000000', 'hex'),
    ...extensions,
    Buffer.from('2c00000000010001000002024401003b', 'hex'),
  ]);
}

/** A comment of a GIF, in portions. */
export function gifComment(text: string): Buffer {
  const bytes = Buffer.from(text);
  const parts = [Buffer.of(0x21, 0xfe)];
  for (let at = 0; at < bytes.length; at += 255) {
    const part = bytes.subarray(at, at + 255);
    parts.push(Buffer.of(part.length), part);
  }
  return Buffer.concat([...parts, Buffer.of(0)]);
}

/** Text data sets of IPTC, record 2. */
export function iptc(sets: readonly (readonly [number, string])[]): Buffer {
  return Buffer.concat(
    sets.map(([number, text]) => {
      const bytes = Buffer.from(text);
      const head = Buffer.of(0x1c, 2, number, 0, 0);
      head.writeUInt16BE(bytes.length, 3);
      return Buffer.concat([head, bytes]);
    }),
  );
}

/** A block of image resources of Photoshop. */
export function photoshop(number: number, data: Uint8Array): Buffer {
  const head = Buffer.from('8BIM\0\0\0\0\0\0\0\0', 'latin1');
  head.writeUInt16BE(number, 4);
  head.writeUInt32BE(data.length, 8);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

export const xmp = (description: string): Buffer =>
  Buffer.from(
    `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">${description}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`,
  );

/** A photograph as a telephone keeps it: position, owner, serial number, comment, thumbnail. */
export const photograph: Tags = {
  0x010e: 'Ward 3, bed 12',
  0x010f: 'Harbour Optics',
  0x0112: 1,
  0x0132: '2019:03:05 08:00:00',
  0x013b: 'Ida Bergmann',
  0x8769: {
    0x9003: '2019:03:04 10:11:12',
    0x9286: Buffer.from('ASCII\0\0\0patient HC-2041'),
    0xa430: 'Nora Whitfield',
    0xa431: 'SN-778812',
  },
  0x8825: {
    1: 'N',
    2: [
      [54, 1],
      [5, 1],
      [1234, 100],
    ],
    3: 'E',
    4: [
      [10, 1],
      [8, 1],
      [4000, 100],
    ],
    0x1d: '2019:03:04',
  },
  0x9c9c: Buffer.from('Zoë\0', 'utf16le'),
};
