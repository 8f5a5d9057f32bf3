import type { Format } from '../contract.ts';
import { detectOpenDocument } from '../office/open-document/detect.ts';
import { extractOpenDocument } from '../office/open-document/extract.ts';

export const format: Format = {
  id: 'odp',
  mediaType: 'application/vnd.oasis.opendocument.presentation',
  runs: 'sandbox',
  detect: (head) => detectOpenDocument(head, 'presentation'),
  extract: extractOpenDocument('presentation'),
};
