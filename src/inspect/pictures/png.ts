import { crc32 } from 'node:zlib';
import type { Pull } from '../archives/pull.ts';
import { readExif } from './exif.ts';
import { inflate } from './inflate.ts';
import { readIptc } from './iptc.ts';
import { readPhotoshop } from './photoshop.ts';
import type { Page } from './exif.ts';
import type { Report } from './report.ts';
import { textOf } from './text.ts';
import { readXmp } from './xmp.ts';

/** A chunk of text or EXIF that is read; longer ones are told as left out. */
const longestChunk = 1 << 24;
const textChunks = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME', 'IHDR', 'acTL']);
/** Text of programs about themselves. */
const silent = new Set(['date:create', 'date:modify', 'date:timestamp', 'png:IHDR.width,height']);
const xmpKeyword = 'XML:com.adobe.xmp';

export const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Reads the chunks of a PNG (third edition) up to its end, pixels passed over. */
export async function readPng(pull: Pull, report: Report): Promise<Page | undefined> {
  pull.take((await pull.peek(8), 8));
  const reader = new PngReader(report);
  for (;;) {
    const head = Buffer.from(await pull.bytes(8));
    if (head.length < 8) break;
    const length = head.readUInt32BE(0);
    const kind = head.toString('latin1', 4, 8);
    if (!/^[A-Za-z]{4}$/.test(kind) || length > 0x7fffffff) {
      report.partial('damaged');
      pull.unread(head);
      return reader.page;
    }
    if (textChunks.has(kind) && length <= longestChunk) {
      const data = Buffer.from(await pull.bytes(length));
      const sum = await pull.bytes(4);
      if (sum.length < 4) break;
      if (crc32(data, crc32(head.subarray(4))) !== sum.readUInt32BE(0)) report.partial('damaged');
      await reader.chunk(kind, data);
    } else {
      if (textChunks.has(kind)) report.partial('limit-memory');
      if (!(await pass(pull, length + 4))) break;
    }
    if (kind === 'IEND') return reader.page;
  }
  report.partial('damaged');
  return reader.page;
}

class PngReader {
  page: Page | undefined;
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
  }

  async chunk(kind: string, data: Buffer): Promise<void> {
    switch (kind) {
      case 'IHDR':
        if (data.length >= 8 && this.page === undefined) {
          this.page = { width: data.readUInt32BE(0), height: data.readUInt32BE(4), orientation: 1 };
        }
        break;
      case 'tIME':
        if (data.length >= 4) {
          const [month = '', day = ''] = [...data.subarray(2, 4)].map((part) => String(part).padStart(2, '0'));
          this.#report.date('changed', `${data.readUInt16BE(0)}-${month}-${day}`, 'changed');
        }
        break;
      case 'acTL':
        // An animation: the first picture is read.
        if (this.page !== undefined) this.page = { ...this.page, hasMore: true };
        break;
      case 'eXIf':
        await this.#exif(data);
        break;
      default:
        await this.#text(kind, data);
    }
    await this.#report.drain();
  }

  async #text(kind: string, data: Buffer): Promise<void> {
    const end = data.indexOf(0);
    if (end < 1) return this.#report.partial('damaged');
    const keyword = data.toString('latin1', 0, end);
    if (kind === 'tEXt') return this.#said(keyword, data.subarray(end + 1));
    if (kind === 'zTXt') return this.#said(keyword, inflate(data.subarray(end + 2), this.#report));
    const packed = data[end + 1] === 1;
    const languageEnd = data.indexOf(0, end + 3);
    const translatedEnd = languageEnd < 0 ? -1 : data.indexOf(0, languageEnd + 1);
    if (translatedEnd < 0) return this.#report.partial('damaged');
    const rest = data.subarray(translatedEnd + 1);
    return this.#said(keyword, packed ? inflate(rest, this.#report) : rest);
  }

  async #said(keyword: string, text: Buffer | undefined): Promise<void> {
    if (text === undefined || silent.has(keyword)) return;
    const profile = /^Raw profile type (\w+)$/.exec(keyword)?.[1]?.toLowerCase();
    if (keyword === xmpKeyword) await readXmp(text, this.#report);
    else if (profile !== undefined) await this.#profile(profile, text);
    else if (/^creation ?time$/i.test(keyword)) this.#report.date('taken', textOf(text), 'created');
    else this.#report.property(keyword, textOf(text));
  }

  /** As ImageMagick writes what PNG had no chunk for: a line break, the kind, the length, hexadecimal digits. */
  async #profile(kind: string, text: Buffer): Promise<void> {
    const found = /^\s*\w+\s+\d+\s+([\da-f\s]*)$/i.exec(text.toString('latin1').replaceAll('\0', ''));
    if (found === null) return this.#report.partial('damaged');
    const bytes = Buffer.from((found[1] ?? '').replace(/\s+/g, ''), 'hex');
    if (kind === 'exif' || kind === 'app1') await this.#exif(bytes);
    else if (kind === 'xmp') await readXmp(bytes, this.#report);
    else if (bytes.toString('latin1', 0, 4) === '8BIM')
      await readPhotoshop(bytes, this.#report, (exif) => this.#exif(Buffer.from(exif)));
    else if (kind === 'iptc') readIptc(bytes, this.#report);
  }

  async #exif(data: Buffer): Promise<void> {
    const start = data.toString('latin1', 0, 6) === 'Exif\0\0' ? 6 : 0;
    const [page] = await readExif(data.subarray(start), this.#report);
    if (page !== undefined && this.page !== undefined) this.page = { ...this.page, orientation: page.orientation };
  }
}

/** Passes over bytes; false where the input ends before. */
export async function pass(pull: Pull, length: number): Promise<boolean> {
  for (let left = length; left > 0; ) {
    const chunk = await pull.chunk(left);
    if (chunk === undefined) return false;
    left -= chunk.length;
  }
  return true;
}
