import type { Format } from '../contract.ts';
import { detectPackage } from '../office/detect.ts';
import { extractOffice } from '../office/extract.ts';

export const format: Format = {
  id: 'xlsx',
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  runs: 'sandbox',
  detect: (head) => detectPackage(head, 'xl/'),
  extract: extractOffice,
};
