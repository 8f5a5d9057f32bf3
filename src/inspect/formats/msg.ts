import type { Format } from '../contract.ts';
import { isCompoundFile, namesEntry } from '../office/compound-file.ts';
import { extractCompound } from '../office/legacy/extract.ts';

/** Messages, contacts and appointments that Outlook saved. What is attached may be documents: the message counts. */
export const format: Format = {
  id: 'msg',
  mediaType: 'application/vnd.ms-outlook',
  runs: 'sandbox',
  detect({ bytes, tail }) {
    if (!isCompoundFile(bytes)) return 0;
    const holds = (name: string): boolean => [bytes, tail].some((part) => namesEntry(part, name) !== undefined);
    return holds('__properties_version1.0') || holds('__nameid_version1.0') ? 0.97 : 0;
  },
  extract: extractCompound,
};
