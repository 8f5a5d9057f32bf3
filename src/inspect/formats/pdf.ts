import type { Format, Head } from '../contract.ts';
import { preload as preloadEngine } from '../pdf/engine.ts';
import { extractPdf } from '../pdf/extract.ts';
import { preload as preloadPictures } from '../pictures/engine.ts';

/** PDF.js, and what reads scanned pages. */
export async function preload(read: (url: URL) => Promise<Uint8Array>): Promise<void> {
  await Promise.all([preloadEngine(read), preloadPictures(read)]);
}

/** Readers accept other bytes before the header, up to this many. */
const headerWithin = 1024;

export const format: Format = {
  id: 'pdf',
  mediaType: 'application/pdf',
  runs: 'sandbox',
  detect,
  extract: extractPdf,
};

function detect({ bytes }: Head): number {
  const at = Buffer.from(bytes.subarray(0, headerWithin)).indexOf('%PDF-');
  return at === 0 ? 0.95 : at > 0 ? 0.6 : 0;
}
