import { beginsBzip2, bzip2 } from '../archives/bzip2.ts';
import { extractPacked } from '../archives/packed.ts';
import type { Format, Head } from '../contract.ts';

/** bzip2, of one or many streams, which make one content. */
export const format: Format = {
  id: 'bzip2',
  mediaType: 'application/x-bzip2',
  runs: 'sandbox',
  detect: (head: Head) => (beginsBzip2(head.bytes) ? 0.95 : 0),
  extract: (input, sink, { name }) =>
    extractPacked(input, sink, name, {
      endings: [
        [/\.t(?:bz2?|b2)$/i, '.tar'],
        [/\.bz2?$/i, ''],
      ],
      begins: beginsBzip2,
      unpack: bzip2,
    }),
};
