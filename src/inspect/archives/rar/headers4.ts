import { createDecipheriv } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { fail } from '#platform/errors';
import type { RandomInput } from '../../bytes/random-input.ts';
import { asBuffer } from '../window.ts';
import { type RarEntry, type RarItem, splitOf } from './entry.ts';
import type { KeyRing, Keys } from './sealed.ts';
import { nameOf } from './unicode-name.ts';

export const signature4 = Buffer.from('526172211a0700', 'hex');
const kind = { main: 0x73, file: 0x74, service: 0x7a, end: 0x7b } as const;
const flag = {
  volume: 1,
  sealedHeaders: 0x80,
  before: 1,
  after: 2,
  sealed: 4,
  solid: 0x10,
  large: 0x100,
  wide: 0x200,
  salt: 0x400,
  more: 0x8000,
};
const saltLength = 8;
const blockLength = 16;
const least = 7;
/** The version of what unpacks it: 2.9 is that of RAR 3 and 4. */
const readable = 29;
const passed = new Set(['RR', 'ACL', 'EA']);

/** Items of an archive of RAR 1.5 to 4. Throws `damaged`, `wrong-password`. */
export async function* items4(input: RandomInput, keys: KeyRing): AsyncGenerator<RarItem> {
  let isSealed = false;
  for (let at = signature4.length; at < input.size; ) {
    const { bytes, next } = await readHeader(input, at, isSealed ? keys : undefined);
    const [type, flags] = [bytes.readUInt8(2), bytes.readUInt16LE(3)];
    const hasMore = (flags & flag.more) !== 0 || type === kind.file || type === kind.service;
    if (hasMore && bytes.length < least + 4) fail('damaged', 'header');
    let to = next + (hasMore ? bytes.readUInt32LE(7) : 0);
    if (type === kind.main) {
      isSealed = (flags & flag.sealedHeaders) !== 0;
      if ((flags & flag.volume) !== 0) yield { kind: 'volume' };
    } else if (type === kind.file || type === kind.service) {
      const entry = readFile(bytes, next, flags, type === kind.service);
      to = entry.to;
      if (!entry.isService || !passed.has(entry.name)) yield { kind: 'entry', entry: named(entry) };
    } else if (type === kind.end) {
      yield { kind: 'end', to };
      return;
    }
    at = to;
  }
  // The block that marks the end is missing in archives of older programs.
  yield { kind: 'end', to: input.size };
}

async function readHeader(input: RandomInput, at: number, ring?: KeyRing): Promise<{ bytes: Buffer; next: number }> {
  if (ring === undefined) {
    const head = asBuffer(await input.read(at, least));
    if (head.length < least) fail('damaged', 'header');
    const length = head.readUInt16LE(5);
    const bytes = asBuffer(await input.read(at, length));
    return isWhole(bytes, length) ? { bytes, next: at + length } : fail('damaged', 'header');
  }
  const salt = asBuffer(await input.read(at, saltLength));
  if (salt.length < saltLength) fail('damaged', 'header');
  const begin = at + saltLength;
  for (const { keys, accept } of ring.all4(salt)) {
    const first = clear(asBuffer(await input.read(begin, blockLength)), keys);
    const length = first.length < least ? 0 : first.readUInt16LE(5);
    if (length < least) continue;
    const padded = Math.ceil(length / blockLength) * blockLength;
    const bytes = clear(asBuffer(await input.read(begin, padded)), keys).subarray(0, length);
    if (!isWhole(bytes, length)) continue;
    accept();
    return { bytes, next: begin + padded };
  }
  return fail('wrong-password');
}

const isWhole = (bytes: Buffer, length: number): boolean =>
  length >= least && bytes.length === length && (crc32(bytes.subarray(2)) & 0xffff) === bytes.readUInt16LE(0);

const clear = (bytes: Buffer, { key, vector = Buffer.alloc(blockLength) }: Keys): Buffer =>
  createDecipheriv('aes-128-cbc', key, vector)
    .setAutoPadding(false)
    .update(bytes.subarray(0, bytes.length - (bytes.length % blockLength)));

function readFile(bytes: Buffer, from: number, flags: number, isService: boolean): RarEntry {
  const isLarge = (flags & flag.large) !== 0;
  const nameAt = isLarge ? 40 : 32;
  const nameLength = bytes.length < nameAt ? 0 : bytes.readUInt16LE(26);
  if (bytes.length < nameAt + nameLength) fail('damaged', 'header');
  const high = (at: number): number => (isLarge ? bytes.readUInt32LE(at) * 0x1_0000_0000 : 0);
  const saltAt = nameAt + nameLength;
  const hasSalt = (flags & flag.salt) !== 0 && saltAt + saltLength <= bytes.length;
  const [version, method, windowBits] = [bytes.readUInt8(24), bytes.readUInt8(25), (flags >> 5) & 7];
  const isFolder = windowBits === 7;
  return {
    name: nameOf(bytes.subarray(nameAt, nameAt + nameLength), (flags & flag.wide) !== 0).replaceAll('\\', '/'),
    version: 4,
    isService,
    isEmpty: isFolder,
    from,
    to: from + bytes.readUInt32LE(7) + high(32),
    size: bytes.readUInt32LE(11) + high(36),
    crc: bytes.readUInt32LE(16),
    isStored: method === 0x30,
    isSolid: (flags & flag.solid) !== 0,
    isForeign:
      (version !== readable && version !== 36 && method !== 0x30) ||
      (version < readable && (flags & flag.sealed) !== 0),
    isWide: false,
    window: isFolder ? 0 : 0x1_0000 << windowBits,
    seal:
      (flags & flag.sealed) === 0
        ? undefined
        : { version: 4, salt: hasSalt ? bytes.subarray(saltAt, saltAt + saltLength) : Buffer.alloc(0) },
    split: splitOf((flags & flag.before) !== 0, (flags & flag.after) !== 0),
    changed: dosDay(bytes.readUInt16LE(22)),
  };
}

const named = (entry: RarEntry): RarEntry =>
  entry.isService
    ? { ...entry, name: `(${entry.name === 'CMT' ? 'comment' : entry.name === 'STM' ? 'stream' : entry.name})` }
    : entry;

function dosDay(day: number): string | undefined {
  const [year, month, date] = [1980 + (day >> 9), (day >> 5) & 15, day & 31];
  return month < 1 || month > 12 || date < 1
    ? undefined
    : `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}
