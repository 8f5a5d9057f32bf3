import { Readable, pipeline } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { fail } from '#platform/errors';
import { type RandomInput, exactly, range } from '../bytes/random-input.ts';

/** Where the data of a part begins and how it is stored. */
export interface Stored {
  /** Of the local file header. */
  readonly offset: number;
  readonly compressedSize: number;
  /** Undefined where it is not known, as in a package that is cut short. */
  readonly size: number | undefined;
  readonly crc: number | undefined;
  readonly method: number;
}

const localSignature = 0x04034b50;
const localHeaderBytes = 30;

/** The bytes of a part, checked against its sum. Throws `damaged`, `feature-unsupported`. */
export async function* partData(input: RandomInput, stored: Stored): AsyncGenerator<Uint8Array> {
  const header = await exactly(input, stored.offset, localHeaderBytes);
  if (header.getUint32(0, true) !== localSignature) fail('damaged', 'zip entry');
  const start = stored.offset + localHeaderBytes + header.getUint16(26, true) + header.getUint16(28, true);
  const end = Math.min(input.size, start + stored.compressedSize);
  const raw = range(input, start, end);
  const data =
    stored.method === 0 ? raw : stored.method === 8 ? inflate(raw) : fail('feature-unsupported', 'zip method');
  let size = 0;
  let sum = 0;
  for await (const bytes of data) {
    size += bytes.length;
    sum = crc32(bytes, sum);
    yield bytes;
  }
  if (start + stored.compressedSize > input.size) fail('damaged', 'zip entry');
  if (stored.size !== undefined && stored.size !== size) fail('damaged', 'zip entry');
  if (stored.crc !== undefined && stored.crc !== sum) fail('damaged', 'zip entry');
}

async function* inflate(raw: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const inflater = createInflateRaw({ chunkSize: 1 << 16 });
  // The error reaches the loop below as well: here it only needs to be taken note of.
  pipeline(Readable.from(raw, { objectMode: false, highWaterMark: 1 << 18 }), inflater, () => undefined);
  try {
    for await (const bytes of inflater) if (bytes instanceof Uint8Array) yield bytes;
  } catch (error) {
    fail('damaged', 'zip entry', error);
  } finally {
    inflater.destroy();
  }
}
