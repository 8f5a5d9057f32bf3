import { fail } from '#platform/errors';
import { lzma } from '../archives/lzma/lzma.ts';
import { extractPacked } from '../archives/packed.ts';
import type { Pull } from '../archives/pull.ts';
import { asBuffer } from '../archives/window.ts';
import type { Format, Head } from '../contract.ts';

const headerLength = 13;

/** LZMA alone (`.lzma`), as xz and the LZMA SDK write it: no check sum, so that only breaks in the data are seen. */
export const format: Format = {
  id: 'lzma',
  mediaType: 'application/x-lzma',
  runs: 'sandbox',
  detect: (head: Head) => (begins(asBuffer(head.bytes)) ? 0.7 : 0),
  extract: (input, sink, { name, limits }) =>
    extractPacked(input, sink, name, {
      endings: [
        [/\.tlz$/i, '.tar'],
        [/\.lzma$/i, ''],
      ],
      begins: () => false,
      unpack: (pull) => alone(pull, limits.maxHeldBytes),
    }),
};

/** The format has no magic: a window that xz would take, a size that is possible, and the zero that all data begin with. */
function begins(bytes: Buffer): boolean {
  if (bytes.length < headerLength + 5 || (bytes[0] as number) >= 225 || bytes[headerLength] !== 0) return false;
  const window = bytes.readUInt32LE(1);
  const top = 2 ** Math.floor(Math.log2(window));
  if (window < 4096 || (window !== 0xffffffff && window !== top && window !== top + top / 2)) return false;
  const size = bytes.readBigUInt64LE(5);
  return size === 0xffffffffffffffffn || (size > 0n && size < 2n ** 38n);
}

async function* alone(pull: Pull, most: number): AsyncGenerator<Buffer> {
  const header = await pull.bytes(headerLength);
  if (header.length < headerLength) fail('damaged', 'LZMA header');
  const size = header.readBigUInt64LE(5);
  yield* lzma(pull, {
    properties: header[0] as number,
    windowSize: header.readUInt32LE(1),
    size: size === 0xffffffffffffffffn ? undefined : Number(size),
    most,
  });
}
