import type { Pull } from '../archives/pull.ts';
import { readExif, type Page } from './exif.ts';
import { readPhotoshop } from './photoshop.ts';
import { pass } from './png.ts';
import type { Report } from './report.ts';
import { textOf } from './text.ts';
import { readXmp } from './xmp.ts';

const marker = { end: 0xd9, scan: 0xda, comment: 0xfe, exif: 0xe1, photoshop: 0xed } as const;
/** Frames of all kinds of JPEG, which state the size: SOF0 to SOF15 without the tables among them. */
const isFrame = (kind: number): boolean => kind >= 0xc0 && kind <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(kind);
/** Markers that stand alone. */
const isBare = (kind: number): boolean => kind === 0x01 || (kind >= 0xd0 && kind <= 0xd8);

const exifHead = 'Exif\0\0';
const xmpHead = 'http://ns.adobe.com/xap/1.0/\0';
const moreXmpHead = 'http://ns.adobe.com/xmp/extension/\0';
const photoshopHead = 'Photoshop 3.0\0';
/** What comes before a portion of an extended packet: a digest, the length of all, the offset. */
const portionHead = 40;
const longestPacket = 1 << 24;

/** Reads the segments of a JPEG (ITU-T T.81) up to its end, scans passed over. */
export async function readJpeg(pull: Pull, report: Report): Promise<Page | undefined> {
  const reader = new JpegReader(report);
  await pass(pull, 2);
  for (;;) {
    const head = Buffer.from(await pull.bytes(2));
    if (head.length < 2) break;
    const kind = head.readUInt8(1);
    if (head.readUInt8(0) !== 0xff) {
      report.partial('damaged');
      pull.unread(head);
      if (!(await passScan(pull))) break;
      continue;
    }
    if (kind === 0xff) {
      // Any number of these may fill up.
      pull.unread(head.subarray(1));
      continue;
    }
    if (kind === marker.end) return reader.end();
    if (isBare(kind)) continue;
    const size = Buffer.from(await pull.bytes(2));
    if (size.length < 2) break;
    const length = size.readUInt16BE(0) - 2;
    if (length < 0) {
      report.partial('damaged');
      continue;
    }
    const data = Buffer.from(await pull.bytes(length));
    if (data.length < length) break;
    await reader.segment(kind, data);
    if (kind === marker.scan && !(await passScan(pull))) break;
  }
  report.partial('damaged');
  return reader.end();
}

/** Passes over coded data, up to the next marker; false where there is none. */
async function passScan(pull: Pull): Promise<boolean> {
  for (;;) {
    const seen = await pull.peek(2);
    if (seen.length < 2) return false;
    const at = seen.indexOf(0xff);
    if (at < 0) pull.take(seen.length);
    else if (at + 1 >= seen.length) {
      pull.take(at);
      if ((await pull.peek(2)).length < 2) return false;
    } else {
      const next = seen.readUInt8(at + 1);
      // A stuffed byte, a restart, or one of several in front of a marker.
      const goesOn = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
      pull.take(goesOn ? at + (next === 0xff ? 1 : 2) : at);
      if (!goesOn) return true;
    }
  }
}

class JpegReader {
  readonly #report: Report;
  readonly #portions: Buffer[] = [];
  #portionBytes = 0;
  #page: Page | undefined;
  #orientation = 1;

  constructor(report: Report) {
    this.#report = report;
  }

  async segment(kind: number, data: Buffer): Promise<void> {
    const begins = (head: string): boolean => data.toString('latin1', 0, head.length) === head;
    if (isFrame(kind) && data.length >= 5 && this.#page === undefined) {
      this.#page = { width: data.readUInt16BE(3), height: data.readUInt16BE(1), orientation: 1 };
    } else if (kind === marker.comment) this.#report.property('comment', textOf(data));
    else if (kind === marker.exif && begins(exifHead)) await this.#exif(data.subarray(exifHead.length));
    else if (kind === marker.exif && begins(xmpHead)) await readXmp(data.subarray(xmpHead.length), this.#report);
    else if (kind === marker.exif && begins(moreXmpHead)) this.#portion(data.subarray(moreXmpHead.length));
    else if (kind === marker.photoshop && begins(photoshopHead)) {
      await readPhotoshop(data.subarray(photoshopHead.length), this.#report, (exif) => this.#exif(exif));
    }
    await this.#report.drain();
  }

  async end(): Promise<Page | undefined> {
    if (this.#portions.length > 0) await readXmp(Buffer.concat(this.#portions), this.#report);
    return this.#page && { ...this.#page, orientation: this.#orientation };
  }

  /** Programs write the portions of an extended packet in order. */
  #portion(data: Buffer): void {
    if (data.length < portionHead) return this.#report.partial('damaged');
    this.#portionBytes += data.length - portionHead;
    if (this.#portionBytes > longestPacket) this.#report.partial('limit-memory');
    else this.#portions.push(data.subarray(portionHead));
  }

  async #exif(bytes: Uint8Array): Promise<void> {
    const [page] = await readExif(bytes, this.#report);
    if (page !== undefined) this.#orientation = page.orientation;
  }
}
