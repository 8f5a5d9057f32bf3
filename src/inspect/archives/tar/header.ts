import { isUtf8 } from 'node:buffer';

export const blockLength = 512;

/** What a block of 512 bytes in front of each member says (POSIX.1-2017 pax, ustar interchange format). */
export interface Header {
  readonly name: string;
  readonly size: number;
  /** Type flag as a character: '0' file, '5' folder, 'x' pax … */
  readonly type: string;
  /** When the member was changed, `2019-03-04` in UTC; empty where that is no time. */
  readonly changed: string;
  /** GNU sparse files: further blocks of the map follow the header. */
  readonly mapGoesOn: boolean;
}

const checkSumAt = 148;

/** Reads a header; undefined where the check sum does not match, which no other content meets by chance. */
export function readHeader(block: Buffer): Header | undefined {
  if (block.length < blockLength || !sumMatches(block)) return undefined;
  const size = number(block.subarray(124, 136));
  if (size === undefined) return undefined;
  const ustar = block.toString('latin1', 257, 262) === 'ustar';
  const gnu =
    (ustar && block.toString('latin1', 262, 264) === '  ') || block.toString('latin1', 257, 264) === 'ustar  ';
  const prefix = ustar && !gnu ? text(block.subarray(345, 500)) : '';
  const name = text(block.subarray(0, 100));
  const type = String.fromCharCode(block[156] as number);
  const changed = dayOf(number(block.subarray(136, 148)));
  const mapGoesOn = type === 'S' && block[482] === 1;
  return { name: prefix === '' ? name : `${prefix}/${name}`, size, type, changed, mapGoesOn };
}

/** Historic programs summed signed bytes; both are accepted. A block of zeros is no header. */
function sumMatches(block: Buffer): boolean {
  const stated = number(block.subarray(checkSumAt, checkSumAt + 8));
  let unsigned = 8 * 0x20;
  let signed = 8 * 0x20;
  for (let at = 0; at < blockLength; at += 1) {
    if (at >= checkSumAt && at < checkSumAt + 8) continue;
    const byte = block[at] as number;
    unsigned += byte;
    signed += byte < 0x80 ? byte : byte - 0x100;
  }
  return unsigned !== 8 * 0x20 && (stated === unsigned || stated === signed);
}

/** Seconds since 1970; beyond the year 2500 it is no time of a file. */
function dayOf(seconds = 0): string {
  return seconds <= 0 || seconds > 2 ** 34 ? '' : new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** Octal digits, or base 256 where the first bit is set (GNU, for 8 GiB and more). */
function number(field: Buffer): number | undefined {
  const first = field[0] as number;
  if (first === 0x80) {
    let value = 0;
    for (const byte of field.subarray(1)) value = value * 256 + byte;
    return Number.isSafeInteger(value) ? value : undefined;
  }
  const digits = /^[ \0]*([0-7]*)[ \0]*/.exec(field.toString('latin1'));
  return digits === null ? undefined : Number.parseInt(digits[1] === '' ? '0' : (digits[1] as string), 8);
}

/** Up to the first NUL; names without UTF-8 are read as Latin-1. */
export function text(field: Buffer): string {
  const end = field.indexOf(0);
  const bytes = end < 0 ? field : field.subarray(0, end);
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
}
