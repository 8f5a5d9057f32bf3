import { randomAccess } from '../bytes/random-input.ts';
import type { Format, Head } from '../contract.ts';
import { readTiff } from '../pictures/exif.ts';
import { showText } from '../pictures/show.ts';
import { Report } from '../pictures/report.ts';
import { asBuffer } from '../archives/window.ts';

export { preload } from '../pictures/engine.ts';

const beginnings = ['II*\0', 'MM\0*', 'IIU\0', 'IIRO', 'IIRS', 'MMOR'];

/** TIFF, and the raw formats of cameras that are built like it: EXIF, IPTC, XMP of each of its directories. */
export const format: Format = {
  id: 'tiff',
  mediaType: 'image/tiff',
  runs: 'sandbox',
  detect: ({ bytes }: Head) => (beginnings.includes(asBuffer(bytes).toString('latin1', 0, 4)) ? 0.9 : 0),
  extract: async (input, sink, context) => {
    const random = await randomAccess(input, context.limits.maxHeldBytes);
    const report = new Report(sink, context);
    const pages = await readTiff(random, report);
    await report.end();
    await showText(random, pages, sink, context);
  },
};
