import type { Format } from '../contract.ts';
import { detectOpenDocument } from '../office/open-document/detect.ts';
import { extractOpenDocument } from '../office/open-document/extract.ts';

export const format: Format = {
  id: 'odg',
  mediaType: 'application/vnd.oasis.opendocument.graphics',
  runs: 'sandbox',
  detect: (head) => detectOpenDocument(head, 'graphics'),
  extract: extractOpenDocument('graphics'),
};
