import type { Format, Head } from '../contract.ts';
import { extractPdf } from '../pdf/extract.ts';

export { preload } from '../pdf/engine.ts';

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
