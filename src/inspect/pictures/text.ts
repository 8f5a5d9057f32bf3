import { isUtf8 } from 'node:buffer';
import { asBuffer } from '../archives/window.ts';

/** UTF-8 where it is, else Latin-1. */
export function textOf(bytes: Uint8Array): string {
  const buffer = asBuffer(bytes);
  return isUtf8(buffer) ? buffer.toString('utf8') : buffer.toString('latin1');
}

/** UTF-16 in the byte order of the file. */
export function wideText(bytes: Uint8Array, isLittle: boolean): string {
  const even = Buffer.from(bytes.subarray(0, bytes.length & ~1));
  return (isLittle ? even : even.swap16()).toString('utf16le');
}
