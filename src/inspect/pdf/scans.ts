import type { PDFPageProxy } from 'pdfjs-dist';
import { z } from 'zod';
import type { Page } from '../pictures/exif.ts';
import type { Engine } from './engine.ts';

/** Pictures of one page that are read; scanners that cut a page into strips make more, and those are told. */
const mostPictures = 16;
/** Smaller ones are logos, lines and dots. */
const leastPixels = 20_000;
/** Text drawn as outlines takes many of them. */
const manyPaths = 40;

const decoded = z.object({
  width: z.int().positive(),
  height: z.int().positive(),
  kind: z.int(),
  data: z.instanceof(Uint8Array).or(z.instanceof(Uint8ClampedArray)),
});
type Decoded = z.infer<typeof decoded>;

export interface Scan {
  readonly page: Page;
  /** As a bitmap in grey. */
  readonly bitmap: Uint8Array;
}

/**
 * The pictures that a page is made of. `isAll` where it is one picture and nothing else that could show text: of strips, masks
 * over a background and outlines what is found may be a part.
 */
export async function scansOf(engine: Engine, page: PDFPageProxy): Promise<{ scans: Scan[]; isAll: boolean }> {
  const { OPS } = engine;
  const { fnArray, argsArray } = await page.getOperatorList();
  const scans: Scan[] = [];
  let others = 0;
  let paths = 0;
  const masks = new Set<number>([
    OPS.paintInlineImageXObject,
    OPS.paintImageMaskXObject,
    OPS.paintInlineImageXObjectGroup,
    OPS.paintImageMaskXObjectGroup,
    OPS.paintImageXObjectRepeat,
  ]);
  for (const [at, code] of fnArray.entries()) {
    if (code === OPS.constructPath) paths++;
    const next = fnArray[at + 1];
    // What is left of a picture that was too large or could not be decoded.
    const dropped = code === OPS.transform && (next === undefined || next === OPS.restore);
    if (masks.has(code) || dropped) others++;
    if (code !== OPS.paintImageXObject) continue;
    const [id]: readonly unknown[] = argsArray[at];
    const picture = typeof id === 'string' ? await pictureOf(page, id) : undefined;
    if (picture === undefined || scans.length >= mostPictures) others++;
    else if (picture.width * picture.height >= leastPixels) scans.push(scanOf(engine, picture));
  }
  return { scans, isAll: scans.length === 1 && others === 0 && paths < manyPaths };
}

async function pictureOf(page: PDFPageProxy, id: string): Promise<Decoded | undefined> {
  const objects = id.startsWith('g_') ? page.commonObjs : page.objs;
  const found = await new Promise<unknown>((resolve) => {
    objects.get(id, resolve);
  });
  const { success, data } = decoded.safeParse(found);
  return success ? data : undefined;
}

function scanOf({ ImageKind }: Engine, { width, height, kind, data }: Decoded): Scan {
  const rowBytes = (width + 3) & ~3;
  const bitmap = Buffer.alloc(bitmapHead + rowBytes * height);
  writeHead(bitmap, width, height);
  const channels = kind === ImageKind.RGBA_32BPP ? 4 : 3;
  const bitRow = (width + 7) >> 3;
  for (let y = 0; y < height; y++) {
    // Rows stand from the lowest to the highest.
    const to = bitmapHead + (height - 1 - y) * rowBytes;
    for (let x = 0; x < width; x++) {
      if (kind === ImageKind.GRAYSCALE_1BPP) {
        bitmap[to + x] = ((data[y * bitRow + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0 ? 0 : 255;
        continue;
      }
      const from = (y * width + x) * channels;
      const grey = ((data[from] ?? 0) * 77 + (data[from + 1] ?? 0) * 150 + (data[from + 2] ?? 0) * 29) >> 8;
      const cover = channels === 4 ? (data[from + 3] ?? 255) / 255 : 1;
      bitmap[to + x] = grey * cover + 255 * (1 - cover);
    }
  }
  return { page: { width, height, orientation: 1 }, bitmap };
}

const colours = 256;
const bitmapHead = 54 + colours * 4;

/** The head of a BMP file with 256 shades of grey. */
function writeHead(bitmap: Buffer, width: number, height: number): void {
  bitmap.write('BM', 0, 'latin1');
  bitmap.writeUInt32LE(bitmap.length, 2);
  bitmap.writeUInt32LE(bitmapHead, 10);
  bitmap.writeUInt32LE(40, 14);
  bitmap.writeInt32LE(width, 18);
  bitmap.writeInt32LE(height, 22);
  bitmap.writeUInt16LE(1, 26);
  bitmap.writeUInt16LE(8, 28);
  bitmap.writeUInt32LE(bitmap.length - bitmapHead, 34);
  bitmap.writeUInt32LE(colours, 46);
  for (let shade = 0; shade < colours; shade++) bitmap.writeUInt32LE(shade * 0x010101, 54 + shade * 4);
}
