import type { Report } from './report.ts';
import { textOf } from './text.ts';

/** Data sets of record 2 of the IPTC Information Interchange Model 4.2 that are text. */
const names: Readonly<Record<number, string>> = {
  5: 'title',
  7: 'status',
  15: 'category',
  20: 'category',
  22: 'fixture',
  25: 'keywords',
  26: 'place code',
  27: 'place',
  40: 'instructions',
  65: 'software',
  80: 'author',
  85: 'author title',
  90: 'city',
  92: 'location',
  95: 'state',
  101: 'country',
  103: 'reference',
  105: 'headline',
  110: 'credit',
  115: 'source',
  116: 'copyright',
  118: 'contact',
  120: 'caption',
  122: 'caption author',
};

/** Days, as `20190304`. */
const dates: Readonly<Record<number, string>> = { 55: 'taken', 62: 'digitised' };
const marker = 0x1c;

/** IPTC data sets; zeros behind them are padding. */
export function readIptc(bytes: Uint8Array, report: Report): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  while (at < bytes.length && bytes[at] === marker) {
    if (at + 5 > bytes.length) return report.partial('damaged');
    const record = view.getUint8(at + 1);
    const number = view.getUint8(at + 2);
    let length = view.getUint16(at + 3);
    at += 5;
    if (length >= 0x8000) {
      // The length is as many bytes as the lower bits say.
      const digits = length & 0x7fff;
      if (digits === 0 || digits > 4 || at + digits > bytes.length) return report.partial('damaged');
      length = bytes.subarray(at, at + digits).reduce((sum, byte) => sum * 256 + byte, 0);
      at += digits;
    }
    if (at + length > bytes.length) return report.partial('damaged');
    if (record === 2) tell(number, textOf(bytes.subarray(at, at + length)), report);
    at += length;
  }
  if (bytes.subarray(at).some((byte) => byte !== 0)) report.partial('damaged');
}

function tell(number: number, text: string, report: Report): void {
  const date = dates[number];
  if (date !== undefined) report.date(date, text, 'created');
  else if (names[number] !== undefined) report.property(names[number], text);
}
