import type { Format, Head } from '../contract.ts';
import { extractPicture } from '../pictures/extract.ts';
import { readJpeg } from '../pictures/jpeg.ts';

export { preload } from '../pictures/engine.ts';

/** JPEG: EXIF, IPTC, XMP, comments, thumbnails. */
export const format: Format = {
  id: 'jpeg',
  mediaType: 'image/jpeg',
  runs: 'sandbox',
  detect: ({ bytes }: Head) => (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff ? 0.9 : 0),
  extract: (input, sink, context) => extractPicture(input, sink, context, readJpeg),
};
