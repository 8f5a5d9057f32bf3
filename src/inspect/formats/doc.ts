import type { Format } from '../contract.ts';
import { detectLegacy } from '../office/legacy/detect.ts';
import { extractCompound } from '../office/legacy/extract.ts';

/** Documents of Word 6 to 2003. */
export const format: Format = {
  id: 'doc',
  mediaType: 'application/msword',
  runs: 'sandbox',
  detect: (head) => detectLegacy(head, ['WordDocument']),
  extract: extractCompound,
};
