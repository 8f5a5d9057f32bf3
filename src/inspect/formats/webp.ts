import { asBuffer } from '../archives/window.ts';
import type { Format, Head } from '../contract.ts';
import { extractPicture } from '../pictures/extract.ts';
import { readWebp } from '../pictures/webp.ts';

export { preload } from '../pictures/engine.ts';

/** WebP: EXIF, XMP. */
export const format: Format = {
  id: 'webp',
  mediaType: 'image/webp',
  runs: 'sandbox',
  detect: ({ bytes }: Head) => (/^RIFF....WEBP/s.test(asBuffer(bytes).toString('latin1', 0, 12)) ? 0.9 : 0),
  extract: (input, sink, context) => extractPicture(input, sink, context, readWebp),
};
