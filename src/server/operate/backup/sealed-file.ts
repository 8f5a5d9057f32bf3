import { createHash, hash as digest } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';
import { type DataKey, openSealed, seal } from '#platform/vault';
import { refuseWrite, writeNew } from '../durable.ts';

/** A file as it lies, sealed. */
export interface FileSum {
  readonly bytes: number;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

/** Bytes written as hexadecimal digits, as sealed values are in rows, take no more room than before. */
const fast = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Compresses and seals a stream into a new file, on the disk when this resolves. Memory stays flat. */
export async function writeSealedFile(path: string, key: DataKey, source: AsyncIterable<Uint8Array>): Promise<FileSum> {
  const sum = createHash('sha256');
  let bytes = 0;
  const counted = async function* (pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of seal(key, pieces)) {
      sum.update(piece);
      bytes += piece.length;
      yield piece;
    }
  };
  await pipeline(source, createZstdCompress(fast), (pieces) => writeNew(path, counted(pieces)));
  return { bytes, sha256: sum.digest('hex') };
}

/** What was put in. `sealed-broken` where the file was changed or cut, `key-wrong` for another backup's key. */
export async function* readSealedFile(path: string, key: DataKey): AsyncGenerator<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const read = async (offset: number, length: number): Promise<Uint8Array> => {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    };
    const opened = await openSealed(key, { size, read });
    const plain = Readable.from(opened.stream(), { objectMode: false }).compose(createZstdDecompress());
    for await (const piece of plain) yield piece as Uint8Array;
  } finally {
    await handle.close();
  }
}

/** The sum of a file; undefined where there is none. */
export async function sumOf(path: string): Promise<FileSum | undefined> {
  const sum = createHash('sha256');
  let bytes = 0;
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      sum.update(piece as Uint8Array);
      bytes += (piece as Uint8Array).length;
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    refuseWrite(error, path);
  }
  return { bytes, sha256: sum.digest('hex') };
}

export function sumOfText(text: string): FileSum {
  return { bytes: Buffer.byteLength(text), sha256: digest('sha256', text, 'hex') };
}
