import { asBuffer } from '../archives/window.ts';
import { readIptc } from './iptc.ts';
import type { Report } from './report.ts';
import { textOf } from './text.ts';
import { readXmp } from './xmp.ts';

/** Image resources of Photoshop that hold something to tell. */
const resource = { iptc: 0x0404, url: 0x040b, thumbnail: 0x040c, exif: 0x0422, xmp: 0x0424 } as const;
/** What stands before the JPEG of a thumbnail. */
const thumbnailHead = 28;

/**
 * Image resource blocks, each `8BIM`, a number, a name and its data, padded to even lengths. EXIF goes to `onExif`; EXIF can
 * hold such blocks itself, and none is looked for in those: they could be nested without end.
 */
export async function readPhotoshop(
  bytes: Uint8Array,
  report: Report,
  onExif?: (bytes: Uint8Array) => Promise<unknown>,
): Promise<void> {
  const buffer = asBuffer(bytes);
  let at = 0;
  while (at + 12 <= buffer.length) {
    if (buffer.toString('latin1', at, at + 4) !== '8BIM') return;
    const number = buffer.readUInt16BE(at + 4);
    const nameLength = buffer.readUInt8(at + 6);
    const sizeAt = at + 6 + ((nameLength + 2) & ~1);
    if (sizeAt + 4 > buffer.length) return report.partial('damaged');
    const length = buffer.readUInt32BE(sizeAt);
    const from = sizeAt + 4;
    if (from + length > buffer.length) return report.partial('damaged');
    const data = buffer.subarray(from, from + length);
    if (number === resource.exif) await onExif?.(data);
    else await tell(number, data, report);
    at = from + length + (length & 1);
  }
}

async function tell(number: number, data: Buffer, report: Report): Promise<void> {
  if (number === resource.iptc) readIptc(data, report);
  else if (number === resource.url) report.property('url', textOf(data));
  else if (number === resource.xmp) await readXmp(data, report);
  else if (number === resource.thumbnail && data.length > thumbnailHead) {
    await report.member('(thumbnail)', data.subarray(thumbnailHead));
  }
}
