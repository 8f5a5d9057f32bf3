import { statedMediaType } from '../archives/zip/mimetype.ts';
import { extractBook } from '../books/extract.ts';
import type { Format } from '../contract.ts';
import { packageNames } from '../office/detect.ts';

/** Books (EPUB 2 and 3): known by the type that the package states in front, or by its package document. */
export const format: Format = {
  id: 'epub',
  mediaType: 'application/epub+zip',
  runs: 'sandbox',
  detect(head) {
    const stated = statedMediaType(head.bytes);
    if (stated !== undefined) return stated === 'application/epub+zip' ? 0.95 : 0;
    const { names } = packageNames(head);
    return names.includes('meta-inf/container.xml') && names.some((name) => name.endsWith('.opf')) ? 0.7 : 0;
  },
  extract: extractBook,
};
