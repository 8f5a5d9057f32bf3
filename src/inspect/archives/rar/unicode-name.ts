import { isUtf8 } from 'node:buffer';
import { pageDecoder } from '../../text/dos-pages.ts';

/**
 * A name as RAR 3 and 4 store it. One in Unicode stands behind the plain one and a zero, packed in steps of two bits that
 * say whether a character is low, has the common upper byte, is whole, or repeats plain ones.
 */
export function nameOf(bytes: Buffer, isWide: boolean): string {
  const end = bytes.indexOf(0);
  const plain = end < 0 ? bytes : bytes.subarray(0, end);
  if (!isWide || end < 0) return isWide || isUtf8(plain) ? plain.toString('utf8') : oem(plain);
  const packed = bytes.subarray(end + 1);
  const common = packed[0] ?? 0;
  const codes: number[] = [];
  let flags = 0;
  let left = 0;
  for (let at = 1; at < packed.length; ) {
    if (left === 0) {
      flags = packed[at++] as number;
      left = 4;
    }
    left -= 1;
    const step = (flags >> (left * 2)) & 3;
    const byte = packed[at++] ?? 0;
    if (step === 0) codes.push(byte);
    else if (step === 1) codes.push((common << 8) | byte);
    else if (step === 2) codes.push(((packed[at++] ?? 0) << 8) | byte);
    else {
      const count = (byte & 127) + 2;
      const added = (byte & 128) === 0 ? undefined : (packed[at++] ?? 0);
      for (let each = 0; each < count && codes.length < plain.length; each++) {
        const low = plain[codes.length] ?? 0;
        codes.push(added === undefined ? low : (common << 8) | ((low + added) & 0xff));
      }
    }
  }
  return String.fromCharCode(...codes).toWellFormed();
}

const oem = (bytes: Buffer): string => pageDecoder(437)?.(bytes) ?? bytes.toString('latin1');
