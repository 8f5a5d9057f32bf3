import type { TesseractPicture, TesseractModule } from 'tesseract.js-core/tesseract-core-simd-lstm.js';
import type { Grey } from './writing.ts';

/** Larger ones are shrunk to this on their longer side; the grain of a camera goes with it. */
const longestSide = 1200;

/** What the engine decoded, in grey and not larger than is needed to see whether something is written on it. */
export function greyOf(module: TesseractModule, picture: TesseractPicture): Grey {
  const [across, down] = [picture.get_w(), picture.get_h()];
  const by = Math.max(1, Math.ceil(Math.max(across, down) / longestSide));
  const width = Math.floor(across / by);
  const height = Math.floor(down / by);
  const shadeAt = readerOf(module, picture);
  const shades = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let part = 0; part < by * by; part++) {
        sum += shadeAt(x * by + (part % by), y * by + Math.floor(part / by));
      }
      shades[y * width + x] = sum / (by * by);
    }
  }
  return { width, height, shades };
}

/** Leptonica's rows are words of 32 bits, pixels from the highest bit on; one bit is ink, 32 are red, green and blue. */
function readerOf(module: TesseractModule, picture: TesseractPicture): (x: number, y: number) => number {
  const data = picture.get_data();
  const rowWords = picture.get_wpl();
  const depth = picture.get_d();
  const wordAt = (x: number, y: number): number => module.getValue(data + 4 * (y * rowWords + x), 'i32');
  if (depth === 32) {
    return (x, y) => {
      const word = wordAt(x, y);
      return ((word >>> 24) * 77 + ((word >>> 16) & 255) * 150 + ((word >>> 8) & 255) * 29) >> 8;
    };
  }
  if (depth === 8) return (x, y) => (wordAt(x >> 2, y) >>> (24 - 8 * (x & 3))) & 255;
  return (x, y) => (((wordAt(x >> 5, y) >>> (31 - (x & 31))) & 1) === 0 ? 255 : 0);
}
