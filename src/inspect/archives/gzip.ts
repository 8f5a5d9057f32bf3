import { crc32 } from 'node:zlib';
import { fail } from '#platform/errors';
import { type Consumed, decompress } from './decompress.ts';
import type { Pull } from './pull.ts';

/** RFC 1952. */
const flag = { headerSum: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 } as const;
const longestText = 64 * 1024;
const trailerLength = 8;

export interface GzipHeader {
  /** Latin-1 by the standard; what is valid UTF-8 is read as such. */
  readonly name: Buffer | undefined;
  readonly comment: Buffer | undefined;
}

/** Whether these bytes begin a gzip member whose content is DEFLATE. */
export function beginsGzip(bytes: Uint8Array): boolean {
  return (
    bytes.length >= 4 &&
    bytes[0] === 0x1f &&
    bytes[1] === 0x8b &&
    bytes[2] === 8 &&
    ((bytes[3] as number) & flag.reserved) === 0
  );
}

/** Takes the header of a member that `beginsGzip`; undefined where it is cut short. */
export async function readGzipHeader(pull: Pull): Promise<GzipHeader | undefined> {
  const fixed = await pull.bytes(10);
  if (fixed.length < 10) return undefined;
  const flags = fixed[3] as number;
  if ((flags & flag.extra) !== 0) {
    const length = await pull.bytes(2);
    if (length.length < 2) return undefined;
    await pull.bytes(length.readUInt16LE(0));
  }
  const name = (flags & flag.name) === 0 ? undefined : await terminated(pull);
  const comment = (flags & flag.comment) === 0 ? undefined : await terminated(pull);
  if ((flags & flag.headerSum) !== 0) await pull.bytes(2);
  return { name, comment };
}

async function terminated(pull: Pull): Promise<Buffer> {
  const seen = await pull.peek(longestText);
  const end = seen.subarray(0, longestText).indexOf(0);
  if (end < 0) return pull.take(0);
  const text = Buffer.from(pull.take(end));
  pull.take(1);
  return text;
}

/** The content behind a header, through its check sum; what comes after is left in `pull`. Throws `damaged`. */
export async function* gzipContent(pull: Pull): AsyncGenerator<Buffer> {
  const consumed: Consumed = { bytes: 0 };
  const given: Buffer[] = [];
  let givenUntil = 0;
  async function* compressed(): AsyncGenerator<Buffer> {
    for (;;) {
      const chunk = await pull.chunk(16_384);
      if (chunk === undefined) return;
      given.push(chunk);
      givenUntil += chunk.length;
      // What the decompressor took too far is at most what it and the pipe before it buffer.
      while (given.length > 16) given.shift();
      yield chunk;
    }
  }
  let crc = 0;
  let length = 0;
  for await (const chunk of decompress('deflate', compressed(), consumed)) {
    crc = crc32(chunk, crc);
    length += chunk.length;
    yield chunk;
  }
  const over = givenUntil - consumed.bytes;
  if (over > 0) pull.unread(Buffer.concat(given).subarray(-over));
  const trailer = await pull.bytes(trailerLength);
  if (
    trailer.length < trailerLength ||
    trailer.readUInt32LE(0) !== crc ||
    trailer.readUInt32LE(4) !== length % 2 ** 32
  ) {
    fail('damaged', 'gzip check sum');
  }
}
