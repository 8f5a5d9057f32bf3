import {
  crc32,
  deflateRawSync,
  gunzipSync,
  gzipSync,
  inflateRawSync,
  zstdCompressSync,
  zstdDecompressSync,
} from 'node:zlib';
import type { Random } from '../range/random.ts';

interface Entry {
  readonly name: Buffer;
  readonly method: number;
  readonly content: Buffer;
}

/**
 * Changes what is packed inside, and packs it again with check sums that fit: otherwise nearly every change would end at
 * the first check, and never reach the reader of what is inside. Undefined where nothing is packed that can be opened.
 */
export function insideChanged(bytes: Buffer, random: Random, change: (content: Buffer) => Buffer): Buffer | undefined {
  if (bytes.subarray(0, 2).equals(Buffer.of(0x1f, 0x8b))) return gzipSync(change(gunzipSync(bytes)));
  if (bytes.subarray(0, 4).equals(Buffer.of(0x28, 0xb5, 0x2f, 0xfd)))
    return zstdCompressSync(change(zstdDecompressSync(bytes)));
  const entries = entriesOf(bytes);
  if (entries === undefined || entries.length === 0) return undefined;
  const chosen = random.int(0, entries.length - 1);
  return zipOf(
    random.chance(0.1)
      ? random.shuffle([...entries, ...random.sample(entries, 3)])
      : entries.map((entry, at) => (at === chosen ? { ...entry, content: change(entry.content) } : entry)),
  );
}

/** The entries of a ZIP that is whole, stored or deflated; undefined where it is another file, or not that plain. */
function entriesOf(bytes: Buffer): Entry[] | undefined {
  const end = bytes.lastIndexOf('PK\x05\x06');
  if (bytes.readUInt16LE(0) !== 0x4b50 || end < 0) return undefined;
  const entries: Entry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [method, packed, label] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
    ];
    const local = bytes.readUInt32LE(at + 42);
    if ((bytes.readUInt16LE(at + 8) & 1) !== 0 || (method !== 0 && method !== 8)) return undefined;
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + packed);
    const name = bytes.subarray(at + 46, at + 46 + label);
    entries.push({ name, method, content: method === 0 ? data : inflateRawSync(data) });
    at += 46 + label + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function zipOf(entries: readonly Entry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, method, content } of entries) {
    const data = method === 0 ? content : deflateRawSync(content, { level: 1 });
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x800, 2);
    facts.writeUInt16LE(method, 4);
    facts.writeUInt16LE(0x5821, 8);
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(data.length, 14);
    facts.writeUInt32LE(content.length, 18);
    facts.writeUInt16LE(name.length, 22);
    locals.push(Buffer.from('PK\x03\x04'), facts, name, data);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), facts, rest, name);
    offset += 30 + name.length + data.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, list, end]);
}
