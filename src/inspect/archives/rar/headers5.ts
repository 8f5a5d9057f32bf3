import { createDecipheriv } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { fail } from '#platform/errors';
import type { RandomInput } from '../../bytes/random-input.ts';
import { asBuffer } from '../window.ts';
import { type RarEntry, type RarItem, type Seal, splitOf } from './entry.ts';
import type { KeyRing } from './sealed.ts';

export const signature5 = Buffer.from('526172211a070100', 'hex');
const kind = { main: 1, file: 2, service: 3, crypt: 4, end: 5 } as const;
const extra = { seal: 1, link: 5 } as const;
const mostHeader = 0x20_0000;
const blockLength = 16;
/** Services that hold nothing that is not elsewhere: copies of headers, what repairs the archive, rights. */
const passed = new Set(['QO', 'RR', 'ACL']);

/** Items of an archive of RAR 5 or later (https://www.rarlab.com/technote.htm). Throws `damaged`, `wrong-password`. */
export async function* items5(input: RandomInput, keys: KeyRing): AsyncGenerator<RarItem> {
  let key: Buffer | undefined;
  for (let at = signature5.length; at < input.size; ) {
    const { bytes, next } = await readHeader(input, at, key);
    const cursor = new Cursor(bytes);
    const type = cursor.number();
    const flags = cursor.number();
    const extraLength = (flags & 1) !== 0 ? cursor.number() : 0;
    const length = (flags & 2) !== 0 ? cursor.number() : 0;
    const to = next + length;
    if (type === kind.main && (cursor.number() & 1) !== 0) yield { kind: 'volume' };
    else if (type === kind.file || type === kind.service) {
      const entry = readFile(cursor, bytes, extraLength, next, to, flags, type === kind.service);
      if (entry !== undefined) yield { kind: 'entry', entry };
    } else if (type === kind.crypt) key = openHeaders(cursor, keys);
    else if (type === kind.end) {
      yield { kind: 'end', to };
      return;
    }
    at = to;
  }
  fail('damaged', 'end of the archive');
}

async function readHeader(
  input: RandomInput,
  at: number,
  key: Buffer | undefined,
): Promise<{ bytes: Buffer; next: number }> {
  const most = key === undefined ? 7 : blockLength;
  const begin = key === undefined ? at : at + blockLength;
  const vector = asBuffer(await input.read(at, blockLength));
  const read = async (length: number): Promise<Buffer> => {
    const raw = asBuffer(await input.read(begin, length));
    if (raw.length < length && (key !== undefined || raw.length < 7)) fail('damaged', 'header');
    return key === undefined ? raw : createDecipheriv('aes-256-cbc', key, vector).setAutoPadding(false).update(raw);
  };
  const head = await read(most);
  const cursor = new Cursor(head.subarray(4));
  const size = cursor.number();
  const length = 4 + cursor.at + size;
  if (size === 0 || size > mostHeader) fail('damaged', 'header');
  const padded = key === undefined ? length : Math.ceil(length / blockLength) * blockLength;
  const bytes = (await read(padded)).subarray(0, length);
  if (bytes.length < length || crc32(bytes.subarray(4)) !== head.readUInt32LE(0)) fail('damaged', 'header');
  return { bytes: bytes.subarray(4 + cursor.at), next: begin + padded };
}

function openHeaders(cursor: Cursor, keys: KeyRing): Buffer {
  if (cursor.number() !== 0) fail('protection-unsupported');
  const hasCheck = (cursor.number() & 1) !== 0;
  const rounds = cursor.bytes(1).readUInt8(0);
  const salt = cursor.bytes(16);
  const check = hasCheck ? cursor.bytes(8) : undefined;
  return keys.open5({ rounds, salt, check })?.key ?? fail('wrong-password');
}

function readFile(
  cursor: Cursor,
  bytes: Buffer,
  extraLength: number,
  from: number,
  to: number,
  blockFlags: number,
  isService: boolean,
): RarEntry | undefined {
  const flags = cursor.number();
  const size = cursor.number();
  cursor.number();
  const changed = (flags & 2) !== 0 ? dayOf(cursor.bytes(4).readUInt32LE(0)) : undefined;
  const crc = (flags & 4) !== 0 ? cursor.bytes(4).readUInt32LE(0) : undefined;
  const packing = cursor.number();
  cursor.number();
  const name = cursor.bytes(cursor.number()).toString('utf8');
  if (isService && passed.has(name)) return undefined;
  const version = packing & 63;
  const window = 0x2_0000 * 2 ** ((packing >>> 10) & (version === 0 ? 15 : 31));
  const { seal, isLink } = extrasOf(bytes.subarray(Math.max(0, bytes.length - extraLength)));
  const isStored = ((packing >>> 7) & 7) === 0;
  return {
    name: isService ? `(${name === 'CMT' ? 'comment' : name === 'STM' ? 'stream' : name})` : name,
    version: 5,
    isService,
    isEmpty: (flags & 1) !== 0 || isLink,
    from,
    to,
    size: (flags & 8) !== 0 && isStored ? to - from : size,
    crc,
    isStored,
    isSolid: (packing & 64) !== 0,
    isForeign: version > 1 || ((flags & 8) !== 0 && !isStored),
    isWide: version === 1,
    window: version === 0 ? window : window + (window / 32) * ((packing >>> 15) & 31),
    seal,
    split: splitOf((blockFlags & 8) !== 0, (blockFlags & 16) !== 0),
    changed,
  };
}

/** What the extra area tells: of encryption, and that a file is a link to another one. */
function extrasOf(area: Buffer): { readonly seal: Seal | undefined; readonly isLink: boolean } {
  const cursor = new Cursor(area);
  let seal: Seal | undefined;
  let isLink = false;
  while (cursor.at < area.length) {
    const record = new Cursor(cursor.bytes(cursor.number()));
    const type = record.number();
    if (type === extra.link) isLink = true;
    if (type !== extra.seal) continue;
    if (record.number() !== 0) fail('protection-unsupported');
    const flags = record.number();
    const rounds = record.bytes(1).readUInt8(0);
    const [salt, vector] = [record.bytes(16), record.bytes(16)];
    const check = (flags & 1) !== 0 ? record.bytes(8) : undefined;
    seal = { version: 5, rounds, salt, vector, check, hidesSums: (flags & 2) !== 0 };
  }
  return { seal, isLink };
}

const dayOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

class Cursor {
  at = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Seven bits a byte, the lowest first. */
  number(): number {
    let value = 0;
    for (let shift = 1; shift < 2 ** 63; shift *= 128) {
      const byte = this.#bytes[this.at++] ?? fail('damaged', 'header');
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
    return fail('damaged', 'header');
  }

  bytes(length: number): Buffer {
    if (this.at + length > this.#bytes.length) fail('damaged', 'header');
    this.at += length;
    return this.#bytes.subarray(this.at - length, this.at);
  }
}
