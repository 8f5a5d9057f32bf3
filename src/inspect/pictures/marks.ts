import type { TesseractPicture, TesseractModule } from 'tesseract.js-core/tesseract-core-simd-lstm.js';

/** Of a picture in black and white, the share of either that is more than dust. */
const leastShare = 0.0005;

/** Whether a picture in black and white shows anything. The last bits of a row, fewer than 32, are left aside. */
export function hasMarks(module: TesseractModule, picture: TesseractPicture): boolean {
  const height = picture.get_h();
  const rowWords = picture.get_wpl();
  const words = picture.get_w() >> 5;
  const data = picture.get_data();
  let black = 0;
  for (let y = 0; y < height; y++) {
    for (let at = 0; at < words; at++) black += bits(module.getValue(data + (y * rowWords + at) * 4, 'i32'));
  }
  const share = black / Math.max(1, height * words * 32);
  return share > leastShare && share < 1 - leastShare;
}

function bits(word: number): number {
  let count = 0;
  for (let left = word; left !== 0; left &= left - 1) count++;
  return count;
}
