import type { RandomInput } from '../../../bytes/random-input.ts';

/** Half a page of A4, in square twips (20 of them are a point). */
const scanArea = (11_906 * 16_838) / 2;
const pictureHeader = 36;
const anchorBytes = 26;

/** Whether a picture in the text is as large as half a page ([MS-DOC] 2.9.190). */
export async function isLargePicture(data: RandomInput, offset: number): Promise<boolean> {
  const bytes = await data.read(offset, pictureHeader);
  if (bytes.length < pictureHeader) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [width, height] = [view.getInt16(28, true), view.getInt16(30, true)];
  // Scales are in thousandths of the size.
  const [across, down] = [view.getUint16(32, true) / 1000, view.getUint16(34, true) / 1000];
  return width * across * height * down >= scanArea;
}

/** Whether a shape beside the text is as large as half a page ([MS-DOC] 2.8.37, 2.9.253). */
export function hasLargeShape(anchors: Buffer): boolean {
  const count = Math.floor((anchors.length - 4) / (4 + anchorBytes));
  for (let shape = 0; shape < count; shape++) {
    const at = (count + 1) * 4 + shape * anchorBytes;
    const [left, top] = [anchors.readInt32LE(at + 4), anchors.readInt32LE(at + 8)];
    const [right, bottom] = [anchors.readInt32LE(at + 12), anchors.readInt32LE(at + 16)];
    if (right > left && bottom > top && (right - left) * (bottom - top) >= scanArea) return true;
  }
  return false;
}
