import type { Pull } from '../archives/pull.ts';
import type { Page } from './exif.ts';
import { pass } from './png.ts';
import type { Report } from './report.ts';
import { textOf } from './text.ts';
import { readXmp } from './xmp.ts';

const block = { extension: 0x21, image: 0x2c, end: 0x3b } as const;
const extension = { plain: 0x01, comment: 0xfe, application: 0xff } as const;
const longestText = 1 << 24;
/** XMP stands in the file as it is; these follow so that readers who take it for blocks find the way out. */
const trailerBytes = 258;

/** Reads the blocks of a GIF (87a, 89a) up to its end, pixels passed over. */
export async function readGif(pull: Pull, report: Report): Promise<Page | undefined> {
  const head = Buffer.from(await pull.bytes(13));
  if (head.length < 13) {
    report.partial('damaged');
    return undefined;
  }
  let page: Page = { width: head.readUInt16LE(6), height: head.readUInt16LE(8), orientation: 1 };
  await passColours(pull, head.readUInt8(10));
  let images = 0;
  for (;;) {
    const kind = (await pull.bytes(1))[0];
    if (kind === block.end) return page;
    if (kind === block.image) {
      if (++images === 2) page = { ...page, hasMore: true };
      const image = Buffer.from(await pull.bytes(9));
      if (image.length < 9) break;
      await passColours(pull, image.readUInt8(8));
      if (!(await pass(pull, 1)) || (await blocks(pull, 0)) === undefined) break;
    } else if (kind === block.extension) {
      const label = (await pull.bytes(1))[0];
      if (!(await extended(pull, label, report))) break;
    } else break;
    await report.drain();
  }
  report.partial('damaged');
  return page;
}

async function extended(pull: Pull, label: number | undefined, report: Report): Promise<boolean> {
  const isText = label === extension.comment || label === extension.plain || label === extension.application;
  if (label === extension.application) {
    const head = (await pull.peek(12)).toString('latin1', 0, 12);
    if (head === '\x0bXMP DataXMP') {
      await pass(pull, 12);
      const packet = await blocks(pull, longestText, true);
      if (packet === undefined) return false;
      await readXmp(packet.subarray(0, Math.max(0, packet.length - trailerBytes + 1)), report);
      return true;
    }
  }
  const data = await blocks(pull, isText ? longestText : 0);
  if (data === undefined) return false;
  if (label === extension.comment) report.property('comment', textOf(data));
  // Twelve bytes say where and in which colours it is shown.
  else if (label === extension.plain) report.property('text', textOf(data.subarray(12)));
  return true;
}

/** Sub-blocks put together, `most` bytes of them; with their lengths where `isRaw`. Undefined where the input ends before. */
async function blocks(pull: Pull, most: number, isRaw = false): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let held = 0;
  for (;;) {
    const size = Buffer.from(await pull.bytes(1));
    if (size.length === 0) return undefined;
    const length = size.readUInt8(0);
    if (length === 0) return Buffer.concat(parts);
    const data = await pull.bytes(length);
    if (data.length < length) return undefined;
    held += length + 1;
    if (held <= most) parts.push(...(isRaw ? [size] : []), Buffer.from(data));
  }
}

async function passColours(pull: Pull, flags: number): Promise<void> {
  if ((flags & 0x80) !== 0) await pass(pull, 3 << ((flags & 7) + 1));
}
