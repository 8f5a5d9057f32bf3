import type { Format } from '../contract.ts';
import { isCompoundFile, namesEntry } from '../office/compound-file.ts';
import { extractCompound } from '../office/legacy/extract.ts';

/** Workbooks of Excel 5 to 2003. A directory in the middle of a large file is out of sight: `encrypted-office` reads it then. */
export const format: Format = {
  id: 'xls',
  mediaType: 'application/vnd.ms-excel',
  runs: 'sandbox',
  detect({ bytes, tail }) {
    if (!isCompoundFile(bytes)) return 0;
    const holds = (name: string): boolean => namesEntry(bytes, name) || namesEntry(tail, name);
    const isDocument = holds('WordDocument') || holds('PowerPoint Document') || holds('EncryptedPackage');
    return !isDocument && (holds('Workbook') || holds('Book')) ? 0.95 : 0;
  },
  extract: extractCompound,
};
