import { fail } from '#platform/errors';
import { bzip2 } from '../bzip2.ts';
import { type Consumed, decompress } from '../decompress.ts';
import { inflate64 } from '../deflate64.ts';
import { lzma } from '../lzma/lzma.ts';
import { Pull } from '../pull.ts';
import { xz } from '../xz/stream.ts';
import { type Entry, flag, method } from './records.ts';

type Packed = AsyncGenerator<Uint8Array>;
type Unpack = (packed: Packed, entry: Entry, most: number, consumed?: Consumed) => AsyncGenerator<Uint8Array>;

const byMethod = new Map<number, Unpack>([
  [method.stored, (packed) => packed],
  [method.deflate, (packed, _entry, _most, consumed) => decompress('deflate', packed, consumed)],
  [method.zstdOld, (packed, _entry, _most, consumed) => decompress('zstd', packed, consumed)],
  [method.zstd, (packed, _entry, _most, consumed) => decompress('zstd', packed, consumed)],
  [method.deflate64, (packed, _entry, _most, consumed) => pulled(packed, inflate64, consumed)],
  [method.bzip2, (packed, _entry, _most, consumed) => pulled(packed, bzip2, consumed)],
  [method.lzma, (packed, entry, most, consumed) => pulled(packed, (pull) => lzmaMember(pull, entry, most), consumed)],
  [method.xz, (packed, _entry, most, consumed) => pulled(packed, (pull) => xz(pull, most), consumed)],
]);

/** Methods whose data give something from their beginning alone: those of the runtime's library end without an error where they are cut. */
const cuttable = new Set<number>([method.deflate, method.zstd, method.zstdOld]);

export const isReadable = (compression: number): boolean => byMethod.has(compression);
export const isCuttable = (compression: number): boolean => cuttable.has(compression);

/** The content of a member; `most` bytes may be held for it. */
export function unpack(packed: Packed, entry: Entry, most: number, consumed?: Consumed): AsyncGenerator<Uint8Array> {
  const unpacked = byMethod.get(entry.method);
  return unpacked === undefined ? fail('feature-unsupported') : unpacked(packed, entry, most, consumed);
}

async function* pulled(
  packed: Packed,
  content: (pull: Pull) => AsyncGenerator<Buffer>,
  consumed: Consumed = { bytes: 0 },
): AsyncGenerator<Buffer> {
  const pull = new Pull(packed);
  try {
    yield* content(pull);
    consumed.bytes = pull.offset;
    // Encrypted members have their code behind the data: it is checked only where they are read to the end.
    while ((await pull.chunk()) !== undefined);
  } finally {
    await pull.close();
  }
}

/** APPNOTE.TXT 5.8: version, length of the properties, properties; bit 1 of the flags says that a mark ends the data. */
async function* lzmaMember(pull: Pull, { flags, size }: Entry, most: number): AsyncGenerator<Buffer> {
  const head = await pull.bytes(9);
  if (head.length < 9 || head.readUInt16LE(2) !== 5) fail('damaged', 'LZMA header');
  const marked = (flags & flag.marked) !== 0;
  const windowSize = head.readUInt32LE(5);
  yield* lzma(pull, { properties: head.readUInt8(4), windowSize, size: marked ? undefined : size, most });
}
