import { extractPacked } from '../archives/packed.ts';
import { asBuffer } from '../archives/window.ts';
import { beginsZstd, zstd } from '../archives/zstd.ts';
import type { Format, Head } from '../contract.ts';

/** Zstandard, of one or many frames, which make one content. */
export const format: Format = {
  id: 'zstd',
  mediaType: 'application/zstd',
  runs: 'sandbox',
  detect: (head: Head) => (head.bytes.length >= 8 && beginsZstd(asBuffer(head.bytes)) ? 0.95 : 0),
  extract: (input, sink, { name }) =>
    extractPacked(input, sink, name, {
      endings: [
        [/\.tzst$/i, '.tar'],
        [/\.zstd?$/i, ''],
      ],
      begins: beginsZstd,
      unpack: (pull) => zstd(pull, () => sink.partial('feature-unsupported')),
    }),
};
