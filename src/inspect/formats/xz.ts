import { extractPacked } from '../archives/packed.ts';
import { beginsXz, xz } from '../archives/xz/stream.ts';
import type { Format, Head } from '../contract.ts';

/** XZ with its filters, of one or many streams, which make one content. */
export const format: Format = {
  id: 'xz',
  mediaType: 'application/x-xz',
  runs: 'sandbox',
  detect: (head: Head) => (head.bytes.length >= 12 && beginsXz(head.bytes) ? 0.95 : 0),
  extract: (input, sink, { name, limits }) =>
    extractPacked(input, sink, name, {
      endings: [
        [/\.txz$/i, '.tar'],
        [/\.xz$/i, ''],
      ],
      begins: beginsXz,
      unpack: (pull) => xz(pull, limits.maxHeldBytes),
    }),
};
