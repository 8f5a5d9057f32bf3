import type { Format } from '../contract.ts';
import { detectOpenDocument } from '../office/open-document/detect.ts';
import { extractOpenDocument } from '../office/open-document/extract.ts';

export const format: Format = {
  id: 'odt',
  mediaType: 'application/vnd.oasis.opendocument.text',
  runs: 'sandbox',
  detect: (head) => detectOpenDocument(head, 'text'),
  extract: extractOpenDocument('text'),
};
