import type { Format } from '../contract.ts';
import { detectPackage } from '../office/detect.ts';
import { extractOffice } from '../office/extract.ts';

export const format: Format = {
  id: 'docx',
  mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  runs: 'sandbox',
  detect: (head) => detectPackage(head, 'word/'),
  extract: extractOffice,
};
