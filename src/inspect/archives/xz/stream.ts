import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { fail } from '#platform/errors';
import type { Pull } from '../pull.ts';
import { type BlockSize, block } from './block.ts';
import { number } from './number.ts';

const magic = Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]);
const headerLength = 12;
const longestNumber = 9;

export const beginsXz = (bytes: Uint8Array): boolean => magic.equals(bytes.subarray(0, magic.length));

/**
 * One stream of XZ: blocks, index, footer (https://tukaani.org/xz/xz-file-format.txt). The index must tell of the blocks
 * that came, so that none was taken out. Throws `damaged` after what came out before.
 */
export async function* xz(pull: Pull, most: number): AsyncGenerator<Buffer> {
  const header = await pull.bytes(headerLength);
  if (!beginsXz(header) || header.length < headerLength) fail('damaged', 'xz header');
  const flags = header.subarray(6, 8);
  if (crc32(flags) !== header.readUInt32LE(8)) fail('damaged', 'xz header');
  if (flags[0] !== 0 || (flags[1] as number) > 15) fail('feature-unsupported');
  const seen = new Sizes();
  while (((await pull.peek(1))[0] ?? 0) !== 0) {
    yield* block(pull, flags[1] as number, most, (size) => seen.add(size));
  }
  const length = await index(pull, seen);
  const footer = await pull.bytes(headerLength);
  if (
    footer.length < headerLength ||
    footer.toString('latin1', 10) !== 'YZ' ||
    crc32(footer.subarray(4, 10)) !== footer.readUInt32LE(0) ||
    !footer.subarray(8, 10).equals(flags) ||
    (footer.readUInt32LE(4) + 1) * 4 !== length
  ) {
    fail('damaged', 'xz footer');
  }
}

/** Sizes of blocks in order, by their number and a hash: there may be any number of them. */
class Sizes {
  #count = 0;
  readonly #hash = createHash('sha256');

  add({ unpadded, size }: BlockSize): void {
    this.#count += 1;
    this.#hash.update(`${unpadded} ${size}\n`);
  }

  get count(): number {
    return this.#count;
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}

async function index(pull: Pull, seen: Sizes): Promise<number> {
  const start = pull.offset;
  let crc = 0;
  const take = async (length: number): Promise<Buffer> => {
    const bytes = await pull.bytes(length);
    if (bytes.length < length) fail('damaged', 'xz index');
    crc = crc32(bytes, crc);
    return bytes;
  };
  const next = async (): Promise<number> => {
    const read = number((await pull.peek(longestNumber)).subarray(0, longestNumber), 0);
    await take(read.length);
    return read.value;
  };
  await take(1);
  const count = await next();
  if (count !== seen.count) fail('damaged', 'xz index');
  const stated = new Sizes();
  for (let at = 0; at < count; at += 1) stated.add({ unpadded: await next(), size: await next() });
  await take((4 - ((pull.offset - start) % 4)) % 4);
  const sum = await pull.bytes(4);
  if (sum.length < 4 || sum.readUInt32LE(0) !== crc || stated.digest() !== seen.digest()) fail('damaged', 'xz index');
  return pull.offset - start;
}
