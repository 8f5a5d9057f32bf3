import type { Pull } from '../archives/pull.ts';
import type { Page } from './exif.ts';
import { pass } from './png.ts';
import type { Report } from './report.ts';

/** Passes over a bitmap of Windows, which tells nothing but its size. */
export async function readBmp(pull: Pull, report: Report): Promise<Page | undefined> {
  const head = Buffer.from(await pull.bytes(26));
  if (head.length < 26) {
    report.partial('damaged');
    return undefined;
  }
  const isOld = head.readUInt32LE(14) === 12;
  const width = isOld ? head.readUInt16LE(18) : Math.abs(head.readInt32LE(18));
  const height = isOld ? head.readUInt16LE(20) : Math.abs(head.readInt32LE(22));
  // Zero where a program did not care: then what is behind the picture is not known.
  const length = head.readUInt32LE(2) || Number.MAX_SAFE_INTEGER;
  const isWhole = await pass(pull, length - head.length);
  if (!isWhole && length !== Number.MAX_SAFE_INTEGER) report.partial('damaged');
  return { width, height, orientation: 1 };
}
