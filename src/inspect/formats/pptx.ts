import type { Format } from '../contract.ts';
import { detectPackage } from '../office/detect.ts';
import { extractOffice } from '../office/extract.ts';

export const format: Format = {
  id: 'pptx',
  mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  runs: 'sandbox',
  detect: (head) => detectPackage(head, 'ppt/'),
  extract: extractOffice,
};
