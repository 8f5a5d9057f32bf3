import { fail } from '#platform/errors';
import { decompress } from './decompress.ts';
import type { Pull } from './pull.ts';

const frameMagic = 0xfd2fb528;
const skippableMagic = 0x184d2a50;
/** The largest window that the runtime's library takes without being asked. */
const largestWindow = 2 ** 27;
/** Frames that programs put between others hold sizes and tables of places; anything larger is somebody's data. */
const seekTableMagic = 0x8f92eab1;
const longestSizeFrame = 16;

const magicOf = (bytes: Buffer): number => (bytes.length < 4 ? 0 : bytes.readUInt32LE(0));
const isSkippable = (magic: number): boolean => (magic & 0xfffffff0) === skippableMagic;

export const beginsZstd = (bytes: Buffer): boolean => magicOf(bytes) === frameMagic || isSkippable(magicOf(bytes));

/**
 * One frame of Zstandard (RFC 8878), its end known by its blocks; a frame to be skipped gives nothing, and `onSkipped` is
 * called where it holds what nobody reads.
 */
export async function* zstd(pull: Pull, onSkipped: () => void): AsyncGenerator<Buffer> {
  if (isSkippable(magicOf(await pull.peek(4)))) return skip(pull, onSkipped);
  const frame = { whole: false };
  yield* decompress('zstd', packed(pull, await readHeader(pull), frame));
  if (!frame.whole) fail('damaged', 'zstd frame');
}

async function skip(pull: Pull, onSkipped: () => void): Promise<void> {
  const head = await pull.bytes(8);
  if (head.length < 8) fail('damaged', 'zstd frame');
  const length = head.readUInt32LE(4);
  let last: Buffer = Buffer.alloc(0);
  let passed = 0;
  while (passed < length) {
    const chunk = await pull.chunk(length - passed);
    if (chunk === undefined) fail('damaged', 'zstd frame');
    passed += chunk.length;
    last = Buffer.concat([last.subarray(-4), chunk]).subarray(-4);
  }
  if (length > longestSizeFrame && magicOf(last) !== seekTableMagic) onSkipped();
}

interface FrameHeader {
  readonly bytes: Buffer;
  readonly checksum: boolean;
}

/** Checks what the library would fail at without saying why: a window too large, a dictionary that is elsewhere. */
async function readHeader(pull: Pull): Promise<FrameHeader> {
  const head = await pull.peek(18);
  const descriptor = head[4];
  if (descriptor === undefined) fail('damaged', 'zstd frame');
  const single = (descriptor & 0x20) !== 0;
  const idLength = [0, 1, 2, 4][descriptor & 3] as number;
  const sizeLength = [single ? 1 : 0, 2, 4, 8][descriptor >> 6] as number;
  const length = 5 + (single ? 0 : 1) + idLength + sizeLength;
  if (head.length < length) fail('damaged', 'zstd frame');
  const idAt = length - sizeLength - idLength;
  if (idLength > 0 && head.readUIntLE(idAt, idLength) !== 0) fail('feature-unsupported');
  const window = single ? sizeAt(head, length - sizeLength, sizeLength) : windowOf(head[5] as number);
  if (window > largestWindow) fail('limit-memory');
  return { bytes: pull.take(length), checksum: (descriptor & 4) !== 0 };
}

const sizeAt = (head: Buffer, at: number, length: number): number =>
  length === 8 ? Number(head.readBigUInt64LE(at)) : head.readUIntLE(at, length);

function windowOf(byte: number): number {
  const base = 2 ** (10 + (byte >> 3));
  return base + (base / 8) * (byte & 7);
}

/** The bytes of a frame, header to check sum. A cut ends it early: what can be unpacked still is. */
async function* packed(pull: Pull, header: FrameHeader, frame: { whole: boolean }): AsyncGenerator<Buffer> {
  yield header.bytes;
  for (let last = false; !last; ) {
    const head = await pull.bytes(3);
    yield head;
    if (head.length < 3) return;
    const block = head.readUIntLE(0, 3);
    last = (block & 1) === 1;
    const kind = (block >> 1) & 3;
    const length = kind === 1 ? 1 : block >> 3;
    const bytes = await pull.bytes(length);
    yield bytes;
    if (bytes.length < length) return;
  }
  const sum = await pull.bytes(header.checksum ? 4 : 0);
  yield sum;
  frame.whole = !header.checksum || sum.length === 4;
}
