import { asBuffer } from '../archives/window.ts';
import type { Format, Head } from '../contract.ts';
import { extractPicture } from '../pictures/extract.ts';
import { readBmp } from '../pictures/bmp.ts';

export { preload } from '../pictures/engine.ts';

/** BMP, which has no properties. */
export const format: Format = {
  id: 'bmp',
  mediaType: 'image/bmp',
  runs: 'sandbox',
  detect: ({ bytes }: Head) => (isBitmap(bytes) ? 0.9 : 0),
  extract: (input, sink, context) => extractPicture(input, sink, context, readBmp),
};

/** `BM`, and behind it one of the lengths that the header of a bitmap has. */
function isBitmap(bytes: Uint8Array): boolean {
  const head = asBuffer(bytes);
  if (head.length < 26 || head.toString('latin1', 0, 2) !== 'BM') return false;
  return [12, 16, 40, 52, 56, 64, 108, 124].includes(head.readUInt32LE(14));
}
