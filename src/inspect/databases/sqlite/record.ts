import { isUtf8 } from 'node:buffer';
import type { TextEncoding } from './pages.ts';

/** A value of a row: text, numbers as they are written, or bytes. */
export type Value = string | Buffer;

const western = new TextDecoder('windows-1252');

/** Told that some text is not valid in the encoding of the database. */
export type OnInvalid = () => void;

/** A number of 1 to 9 bytes, seven bits each (1.6). `length` 0 where the bytes end before. */
export function varint(bytes: Buffer, at: number): { readonly value: number; readonly length: number } {
  let value = 0;
  for (let index = 0; index < 8; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) return { value: 0, length: 0 };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, length: index + 1 };
  }
  const last = bytes[at + 8];
  if (last === undefined) return { value: 0, length: 0 };
  return { value: value * 256 + last, length: 9 };
}

/** Bytes that a value of a serial type takes (2.1). */
export function lengthOfType(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2);
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0][type] ?? 0;
}

/** The values of a record; undefined where its header is none. `cut`: the record goes on behind what is there. */
export function decodeRecord(
  payload: Buffer,
  encoding: TextEncoding,
  onInvalid: OnInvalid,
): { readonly values: (Value | undefined)[]; readonly cut: boolean } | undefined {
  const size = varint(payload, 0);
  if (size.length === 0 || size.value < size.length || size.value > payload.length) return undefined;
  const values: (Value | undefined)[] = [];
  let body = size.value;
  for (let at = size.length; at < size.value; ) {
    const type = varint(payload, at);
    if (type.length === 0) return undefined;
    at += type.length;
    const length = lengthOfType(type.value);
    if (body + length > payload.length) {
      if (type.value >= 12 && body < payload.length) {
        values.push(decodeValue(payload.subarray(body), type.value, encoding, onInvalid));
      }
      return { values, cut: true };
    }
    values.push(decodeValue(payload.subarray(body, body + length), type.value, encoding, onInvalid));
    body += length;
  }
  return { values, cut: false };
}

/** NULL is undefined. */
export function decodeValue(
  bytes: Buffer,
  type: number,
  encoding: TextEncoding,
  onInvalid: OnInvalid,
): Value | undefined {
  if (type === 0 || type === 10 || type === 11) return undefined;
  if (type <= 4) return String(bytes.readIntBE(0, type));
  if (type === 5) return String(bytes.readIntBE(0, 6));
  if (type === 6) return String(bytes.readBigInt64BE(0));
  if (type === 7) return String(bytes.readDoubleBE(0));
  if (type <= 9) return String(type - 8);
  if (type % 2 === 0) return bytes;
  return decodeText(bytes, encoding, onInvalid).replaceAll('\0', ' ');
}

function decodeText(bytes: Buffer, encoding: TextEncoding, onInvalid: OnInvalid): string {
  if (encoding === 'utf8') {
    if (isUtf8(bytes)) return bytes.toString('utf8');
    // SQLite never checks: programs store what they have.
    onInvalid();
    return western.decode(bytes);
  }
  const even = bytes.subarray(0, bytes.length & ~1);
  const text = (encoding === 'utf16le' ? even : Buffer.from(even).swap16()).toString('utf16le');
  if (text.isWellFormed()) return text;
  onInvalid();
  return text.toWellFormed();
}
