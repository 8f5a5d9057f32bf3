import { timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { fail } from '#platform/errors';
import { z } from 'zod';
import { concepts, elements } from '../contract.ts';
import { groups, kinds, mostColumns } from './columns.ts';
import { deriveKeys, type IndexBytes, type IndexKeys, pageBytes, tagOf } from './pages.ts';

/** Pages in front of all others that hold the header in clear. */
export const headerPages = 8;
const headerBytes = headerPages * pageBytes;
const magic = 'cofferdam index\n';
const version = 1;
/** Magic, version, length, checksum, tag, salt. */
const fixedBytes = 16 + 4 + 4 + 4 + 32 + 16;

const count = z.int().min(0);
const section = z.object({ page: count, bytes: count });

const counts = z.array(count).max(64);
const column = z.object({
  label: z.string().max(80),
  element: z.enum(elements),
  concept: z.enum(concepts),
  kind: z.enum(kinds),
  role: z.enum(['primary', 'corroborating']),
  group: z.enum(groups),
  parts: z.array(count).max(mostColumns),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).optional(),
  /** Values, and how many of each length are figures alone, or figures with letters. */
  values: count,
  figures: counts,
  mixed: counts,
});

const headerSchema = z.object({
  name: z.string().max(80),
  made: z.string().max(40),
  rows: count,
  /** Different values of all columns. */
  values: count,
  pages: count,
  columns: z.array(column).min(1).max(mostColumns),
  /** Bits of the lengths, in words, that names and phrases have. */
  nameWords: count,
  phraseWords: count,
  sections: z.object({
    rows: section,
    postings: section,
    directory: section,
    bloom: section,
    gate: section,
  }),
});

export type Header = z.infer<typeof headerSchema>;
export type IndexColumn = Header['columns'][number];

export function encodeHeader(header: Header, keys: IndexKeys, salt: Uint8Array): Uint8Array {
  const body = Buffer.from(JSON.stringify(header));
  if (fixedBytes + body.length > headerBytes) fail('index-source-invalid', 'the header: too many or too long columns');
  const bytes = Buffer.alloc(headerBytes);
  bytes.write(magic, 'latin1');
  bytes.writeUInt32LE(version, 16);
  bytes.writeUInt32LE(body.length, 20);
  bytes.writeUInt32LE(crc32(body), 24);
  bytes.set(tagOf(keys, body), 28);
  bytes.set(salt, 60);
  bytes.set(body, fixedBytes);
  return bytes;
}

/**
 * Reads the header and derives the keys. Fails with `index-unknown` where the file is no index of this version,
 * `index-damaged` where it is cut or changed, `index-key-wrong` where it was made with another key.
 */
export function readHeader(file: IndexBytes, key: Uint8Array, name: string): { header: Header; keys: IndexKeys } {
  const bytes = Buffer.alloc(headerBytes);
  const isLong = file.size >= headerBytes;
  if (file.size >= 20) file.read(bytes.subarray(0, Math.min(file.size, headerBytes)), 0);
  if (bytes.toString('latin1', 0, 16) !== magic) fail('index-unknown', `${name}: it does not begin like an index`);
  const found = bytes.readUInt32LE(16);
  if (found !== version) fail('index-unknown', `${name}: it is of version ${found}, and ${version} is understood`);
  if (!isLong) fail('index-damaged', `${name}: cut within its header`);
  const length = bytes.readUInt32LE(20);
  const body = bytes.subarray(fixedBytes, fixedBytes + Math.min(length, headerBytes - fixedBytes));
  if (crc32(body) !== bytes.readUInt32LE(24)) fail('index-damaged', `${name}: its header`);
  const keys = deriveKeys(key, bytes.subarray(60, 76));
  if (!timingSafeEqual(tagOf(keys, body), bytes.subarray(28, 60))) fail('index-key-wrong', name);
  const header = headerSchema.parse(JSON.parse(body.toString()));
  if (file.size !== header.pages * pageBytes) {
    fail('index-damaged', `${name}: ${file.size} bytes, and it was written with ${header.pages * pageBytes}`);
  }
  return { header, keys };
}

/** The header of an index of this key; fails as above. */
export function readIndexHeader(file: IndexBytes, key: Uint8Array, name: string): Header {
  return readHeader(file, key, name).header;
}
