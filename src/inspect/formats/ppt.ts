import type { Format } from '../contract.ts';
import { detectLegacy } from '../office/legacy/detect.ts';
import { extractCompound } from '../office/legacy/extract.ts';

/** Presentations of PowerPoint 97 to 2003. */
export const format: Format = {
  id: 'ppt',
  mediaType: 'application/vnd.ms-powerpoint',
  runs: 'sandbox',
  detect: (head) => detectLegacy(head, ['PowerPoint Document']),
  extract: extractCompound,
};
