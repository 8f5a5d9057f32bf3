import type { Pull } from '../archives/pull.ts';
import { readExif, type Page } from './exif.ts';
import { pass } from './png.ts';
import type { Report } from './report.ts';
import { readXmp } from './xmp.ts';

const longestChunk = 1 << 24;

/** Reads the chunks of a WebP file (RFC 9649), pixels passed over. */
export async function readWebp(pull: Pull, report: Report): Promise<Page | undefined> {
  const head = Buffer.from(await pull.bytes(12));
  if (head.length < 12) {
    report.partial('damaged');
    return undefined;
  }
  const end = 8 + head.readUInt32LE(4);
  let page: Page | undefined;
  let orientation = 1;
  while (pull.offset + 8 <= end) {
    const chunk = Buffer.from(await pull.bytes(8));
    if (chunk.length < 8) {
      report.partial('damaged');
      break;
    }
    const kind = chunk.toString('latin1', 0, 4);
    const length = chunk.readUInt32LE(4);
    const padded = length + (length & 1);
    if (pull.offset + length > end) report.partial('damaged');
    const isMeta = kind === 'EXIF' || kind === 'XMP ';
    if (isMeta && length > longestChunk) report.partial('limit-memory');
    if (isMeta && length <= longestChunk) {
      const data = Buffer.from(await pull.bytes(length));
      if (kind === 'XMP ') await readXmp(data, report);
      else orientation = (await readExif(withoutHead(data), report))[0]?.orientation ?? 1;
      if (data.length < length) report.partial('damaged');
      await pass(pull, length & 1);
    } else {
      page ??= sizeIn(kind, await pull.peek(Math.min(length, 10)));
      // The last byte of padding is left out by some programs.
      if (!(await pass(pull, padded)) && pull.offset < end - 1) report.partial('damaged');
    }
    await report.drain();
  }
  return page && { ...page, orientation };
}

function sizeIn(kind: string, data: Buffer): Page | undefined {
  if (data.length < 10) return undefined;
  switch (kind) {
    case 'VP8X':
      return { width: data.readUIntLE(4, 3) + 1, height: data.readUIntLE(7, 3) + 1, orientation: 1 };
    case 'VP8L': {
      const bits = data.readUInt32LE(1);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, orientation: 1 };
    }
    case 'VP8 ':
      return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff, orientation: 1 };
    default:
      return undefined;
  }
}

/** Some programs write what JPEG has in front. */
function withoutHead(data: Buffer): Buffer {
  return data.toString('latin1', 0, 6) === 'Exif\0\0' ? data.subarray(6) : data;
}
