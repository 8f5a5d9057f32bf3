import { Readable, pipeline } from 'node:stream';
import { constants, createInflateRaw, createZstdDecompress } from 'node:zlib';
import { CofferdamError, fail } from '#platform/errors';

const chunkSize = 65_536;

/** Compressed bytes up to and with the end of the stream; known when it ended. */
export interface Consumed {
  bytes: number;
}

/**
 * Decompresses raw DEFLATE or Zstandard as it comes. Bytes after the end of the compressed stream are ignored;
 * `consumed` tells where that was. Throws `damaged` where the stream breaks, after what came out before. A stream that is
 * cut short gives all that can be decoded and ends without an error (Z_SYNC_FLUSH): every container has a length or a
 * check sum, and whoever calls compares it.
 */
export async function* decompress(
  kind: 'deflate' | 'zstd',
  source: AsyncIterable<Uint8Array>,
  consumed: Consumed = { bytes: 0 },
): AsyncGenerator<Buffer> {
  const engine =
    kind === 'deflate'
      ? createInflateRaw({ chunkSize, finishFlush: constants.Z_SYNC_FLUSH })
      : createZstdDecompress({ chunkSize });
  let failure: unknown;
  const done = new Promise<void>((resolve) => {
    pipeline(Readable.from(source, { objectMode: true, highWaterMark: 1 }), engine, (error) => {
      failure = error;
      resolve();
    });
  });
  try {
    for await (const chunk of engine) yield chunk as Buffer;
  } catch (error) {
    if (error instanceof CofferdamError) throw error;
    if (failure instanceof CofferdamError) throw failure;
    fail('damaged', 'compressed data', error);
  } finally {
    consumed.bytes = engine.bytesWritten;
    engine.destroy();
    await done;
  }
}
