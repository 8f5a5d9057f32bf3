import { asBuffer } from '../archives/window.ts';
import type { Format, Head } from '../contract.ts';
import { extractPicture } from '../pictures/extract.ts';
import { readGif } from '../pictures/gif.ts';

export { preload } from '../pictures/engine.ts';

/** GIF: comments, plain text, XMP. */
export const format: Format = {
  id: 'gif',
  mediaType: 'image/gif',
  runs: 'sandbox',
  detect: ({ bytes }: Head) => (/^GIF8[79]a/.test(asBuffer(bytes).toString('latin1', 0, 6)) ? 0.9 : 0),
  extract: (input, sink, context) => extractPicture(input, sink, context, readGif),
};
