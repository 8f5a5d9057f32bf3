import type { Format } from '../contract.ts';
import { detectLegacy } from '../office/legacy/detect.ts';
import { extractCompound } from '../office/legacy/extract.ts';

/** Workbooks of Excel 5 to 2003. */
export const format: Format = {
  id: 'xls',
  mediaType: 'application/vnd.ms-excel',
  runs: 'sandbox',
  detect: (head) => detectLegacy(head, ['Workbook', 'Book']),
  extract: extractCompound,
};
