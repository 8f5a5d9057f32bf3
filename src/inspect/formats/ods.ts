import type { Format } from '../contract.ts';
import { detectOpenDocument } from '../office/open-document/detect.ts';
import { extractOpenDocument } from '../office/open-document/extract.ts';

export const format: Format = {
  id: 'ods',
  mediaType: 'application/vnd.oasis.opendocument.spreadsheet',
  runs: 'sandbox',
  detect: (head) => detectOpenDocument(head, 'spreadsheet'),
  extract: extractOpenDocument('spreadsheet'),
};
