import type { Format } from '../contract.ts';
import { isCompoundFile } from '../office/compound-file.ts';
import { extractCompound } from '../office/legacy/extract.ts';

export const format: Format = {
  id: 'encrypted-office',
  mediaType: 'application/x-ole-storage',
  runs: 'sandbox',
  detect: ({ bytes }) => (isCompoundFile(bytes) ? 0.9 : 0),
  extract: extractCompound,
};
