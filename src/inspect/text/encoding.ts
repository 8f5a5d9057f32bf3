import { detectDoubleByte } from './double-byte.ts';
import { detectSingleByte } from './single-byte.ts';
import { detectUtf16, surveyUtf8 } from './unicode.ts';

/** Encodings that are told apart, by their WHATWG names. Latin-1 is read as windows-1252, as browsers do. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'utf-32le',
  'utf-32be',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'windows-1257',
  'iso-8859-2',
  'iso-8859-5',
  'iso-8859-7',
  'iso-8859-15',
  'koi8-r',
  'macintosh',
  'ibm866',
  'shift_jis',
  'euc-jp',
  'gb18030',
  'big5',
  'euc-kr',
] as const;
export type Encoding = (typeof encodings)[number];

export interface DetectedEncoding {
  readonly encoding: Encoding;
  /** 0 to 1; 1 where a byte order mark or the bytes themselves leave no doubt. */
  readonly certainty: number;
  /** Length of the byte order mark, in bytes. */
  readonly bom: number;
}

/** Longest first: the mark of UTF-32LE begins with that of UTF-16LE. */
const marks: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** Bytes that are looked at for the choice among 8-bit encodings, from the first that is not ASCII. */
const sampleBytes = 64 * 1024;

interface ByteCounts {
  readonly nul: number;
  /** C0 controls that no text has: not tab, line ends, form feed, backspace, escape, or the separators of records. */
  readonly control: number;
  readonly firstHigh: number;
}

function countBytes(bytes: Uint8Array): ByteCounts {
  let nul = 0;
  let control = 0;
  let firstHigh = -1;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] as number;
    if (byte >= 0x80) {
      if (firstHigh < 0) firstHigh = index;
    } else if (byte === 0) nul += 1;
    else if (byte < 8 || (byte > 13 && byte < 0x1a) || byte === 0x7f) control += 1;
  }
  return { nul, control, firstHigh };
}

/**
 * The encoding of a text by its first bytes, which may be cut anywhere; undefined where they are not text. Text may
 * hold a few control or invalid bytes, and NUL as padding (up to 30 % where all else is UTF-8).
 */
export function detectEncoding(bytes: Uint8Array): DetectedEncoding | undefined {
  for (const [encoding, mark] of marks) {
    if (bytes.length >= mark.length && mark.every((byte, index) => bytes[index] === byte)) {
      if (encoding === 'utf-16le' && bytes.length < 4 && bytes.length > 2) continue;
      return { encoding, certainty: 1, bom: mark.length };
    }
  }
  const { nul, control, firstHigh } = countBytes(bytes);
  const wide = nul > 0 ? detectUtf16(bytes) : undefined;
  if (wide !== undefined) return { ...wide, bom: 0 };
  if (control > 2 + bytes.length / 100 || nul > 2 + bytes.length * 0.3) return undefined;
  if (firstHigh < 0) return { encoding: 'utf-8', certainty: 1, bom: 0 };
  const { valid, invalid } = surveyUtf8(bytes);
  if (invalid === 0) return { encoding: 'utf-8', certainty: valid > 2 ? 1 : 0.9, bom: 0 };
  if (valid >= invalid * 5) return { encoding: 'utf-8', certainty: 0.8, bom: 0 };
  if (nul > 2 + bytes.length / 50) return undefined;
  const from = Math.max(0, firstHigh - 64);
  const sample = bytes.subarray(from, from + sampleBytes);
  const found = detectDoubleByte(sample) ?? detectSingleByte(sample);
  return found === undefined ? undefined : { ...found, bom: 0 };
}
