import { crc32 } from 'node:zlib';
import { fail } from '#platform/errors';
import { branch, delta, filtered } from '../branch.ts';
import { lzma2, lzma2Window } from '../lzma/lzma.ts';
import type { Pull } from '../pull.ts';
import { type Check, createCheck } from './check.ts';
import { number } from './number.ts';

const lzma2Id = 0x21;
const deltaId = 3;

interface Filter {
  readonly id: number;
  readonly properties: Buffer;
}

/** What a block took and gave, as the index of the stream states it. */
export interface BlockSize {
  readonly unpadded: number;
  readonly size: number;
}

/** One block behind the byte of its header's length; its lengths and check are compared. */
export async function* block(
  pull: Pull,
  checkId: number,
  most: number,
  onEnd: (size: BlockSize) => void,
): AsyncGenerator<Buffer> {
  const start = pull.offset;
  const header = await readHeader(pull);
  const body = pull.offset;
  const check = createCheck(checkId);
  let size = 0;
  for await (const bytes of content(pull, header.filters, most)) {
    size += bytes.length;
    if (header.size !== undefined && size > header.size) fail('damaged', 'xz block');
    check.update(bytes);
    yield bytes;
  }
  const packed = pull.offset - body;
  if (header.packed !== undefined && header.packed !== packed) fail('damaged', 'xz block');
  if (header.size !== undefined && header.size !== size) fail('damaged', 'xz block');
  const padding = await pull.bytes((4 - (packed % 4)) % 4);
  await compare(pull, check);
  if (padding.some((byte) => byte !== 0)) fail('damaged', 'xz block');
  onEnd({ unpadded: body - start + packed + check.length, size });
}

async function compare(pull: Pull, check: Check): Promise<void> {
  const stated = await pull.bytes(check.length);
  const sum = check.digest();
  if (stated.length < check.length || (sum !== undefined && !sum.equals(stated))) fail('damaged', 'xz check');
}

async function readHeader(pull: Pull): Promise<{ filters: Filter[]; packed?: number; size?: number }> {
  const length = ((await pull.peek(1))[0] as number) * 4 + 4;
  const bytes = await pull.bytes(length);
  if (bytes.length < length || crc32(bytes.subarray(0, -4)) !== bytes.readUInt32LE(length - 4)) {
    fail('damaged', 'xz block header');
  }
  const flags = bytes[1] as number;
  if ((flags & 0x3c) !== 0) fail('feature-unsupported');
  let at = 2;
  const next = (): number => {
    const read = number(bytes.subarray(0, -4), at);
    at += read.length;
    return read.value;
  };
  const packed = (flags & 0x40) === 0 ? undefined : next();
  const size = (flags & 0x80) === 0 ? undefined : next();
  const filters = Array.from({ length: (flags & 3) + 1 }, () => {
    const id = next();
    const count = next();
    const properties = bytes.subarray(at, at + count);
    at += count;
    return { id, properties };
  });
  return { filters, ...(packed === undefined ? {} : { packed }), ...(size === undefined ? {} : { size }) };
}

/** The last filter is LZMA2; those before are undone behind it, the nearest first. */
function content(pull: Pull, filters: readonly Filter[], most: number): AsyncGenerator<Buffer> {
  const last = filters.at(-1);
  const property = last?.properties[0];
  if (last?.id !== lzma2Id || property === undefined) fail('feature-unsupported');
  let stream = lzma2(pull, lzma2Window(property), most);
  for (const { id, properties } of filters.slice(0, -1).toReversed()) {
    const filter = id === deltaId ? delta((properties[0] ?? 0) + 1) : branch(id);
    if (filter === undefined) fail('feature-unsupported');
    const from = id !== deltaId && properties.length >= 4 ? properties.readUInt32LE(0) : 0;
    stream = filtered(stream, filter, from);
  }
  return stream;
}
