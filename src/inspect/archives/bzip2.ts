import { fail } from '#platform/errors';
import { BitReader } from './bits.ts';
import { decodeBlock, longestBlock } from './bzip2-block.ts';
import type { Pull } from './pull.ts';

const headerLength = 4;
/** Digits of pi begin a block, those of its square root end a stream. */
const blockMark = 0x314159265359;
const endMark = 0x177245385090;

export function beginsBzip2(bytes: Uint8Array): boolean {
  const [b, z, h, level] = bytes;
  if (b !== 0x42 || z !== 0x5a || h !== 0x68 || level === undefined || level < 0x31 || level > 0x39) return false;
  if (bytes.length < headerLength + 6) return false;
  const mark = Buffer.from(bytes.buffer, bytes.byteOffset + headerLength, 6).readUIntBE(0, 6);
  return mark === blockMark || mark === endMark;
}

/** One stream of bzip2, its blocks and its whole checked. Throws `damaged` after what came out before. */
export async function* bzip2(pull: Pull): AsyncGenerator<Buffer> {
  const header = await pull.bytes(headerLength);
  const level = (header[3] ?? 0) - 0x30;
  if (header.toString('latin1', 0, 3) !== 'BZh' || level < 1 || level > 9) fail('damaged', 'bzip2 header');
  const most = level * 100_000;
  let sum = 0;
  let bit = 0;
  for (;;) {
    const reader = new BitReader(await pull.peek(longestBlock), bit);
    const mark = reader.bits(24) * 0x1000000 + reader.bits(24);
    const stated = (reader.bits(16) << 16) | reader.bits(16);
    if (mark === endMark) {
      if (reader.cut || stated !== sum) fail('damaged', 'bzip2 check sum');
      pull.take(Math.ceil(reader.position / 8));
      return;
    }
    if (mark !== blockMark) fail('damaged', 'bzip2 block');
    const crc = yield* decodeBlock(reader, most);
    if (reader.cut) fail('damaged', 'bzip2 block');
    pull.take(reader.position >> 3);
    bit = reader.position & 7;
    if (crc !== stated) fail('damaged', 'bzip2 check sum');
    sum = ((sum << 1) | (sum >>> 31)) ^ crc;
  }
}
