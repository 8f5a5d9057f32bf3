import { asBuffer } from '../archives/window.ts';
import type { Format, Head } from '../contract.ts';
import { extractPicture } from '../pictures/extract.ts';
import { pngSignature, readPng } from '../pictures/png.ts';

export { preload } from '../pictures/engine.ts';

/** PNG: text chunks, EXIF, XMP. */
export const format: Format = {
  id: 'png',
  mediaType: 'image/png',
  runs: 'sandbox',
  detect: ({ bytes }: Head) => (asBuffer(bytes).subarray(0, 8).equals(pngSignature) ? 0.9 : 0),
  extract: (input, sink, context) => extractPicture(input, sink, context, readPng),
};
