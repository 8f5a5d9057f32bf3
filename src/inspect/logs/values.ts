import { fail } from '#platform/errors';

/** A value that an event puts into its template. */
export interface Substitution {
  readonly at: number;
  readonly size: number;
  readonly type: number;
}

const several = 0x80;
const mostValues = 4096;
/** Bytes of binary values that are shown as digits: hashes, keys, addresses. */
const mostBinary = 1024;

/** The values behind a template and where they end. Throws `damaged`. */
export function substitutionsAt(
  chunk: Buffer,
  at: number,
): { readonly values: readonly Substitution[]; readonly end: number } {
  if (at + 4 > chunk.length) fail('damaged', 'values');
  const count = chunk.readUInt32LE(at);
  let place = at + 4 + count * 4;
  if (count > mostValues || place > chunk.length) fail('damaged', 'values');
  const values: Substitution[] = [];
  for (let index = 0; index < count; index++) {
    const described = at + 4 + index * 4;
    const size = chunk.readUInt16LE(described);
    values.push({ at: place, size, type: chunk.readUInt8(described + 2) });
    place += size;
  }
  return place > chunk.length ? fail('damaged', 'values') : { values, end: place };
}

/** A value as it is shown; empty for none. */
export function valueText(chunk: Buffer, { at, size, type }: Substitution): string {
  const bytes = chunk.subarray(at, at + size);
  const single = type & ~several;
  if ((type & several) === 0) return shown(bytes, type);
  if (single === 1)
    return bytes
      .toString('utf16le')
      .split('\0')
      .filter((text) => text !== '')
      .join('; ');
  const each = widths.get(single);
  if (each === undefined) return '';
  const parts: string[] = [];
  for (let from = 0; from + each <= bytes.length; from += each)
    parts.push(shown(bytes.subarray(from, from + each), single));
  return parts.join('; ');
}

const widths = new Map([
  [0x03, 1],
  [0x04, 1],
  [0x05, 2],
  [0x06, 2],
  [0x07, 4],
  [0x08, 4],
  [0x09, 8],
  [0x0a, 8],
  [0x0b, 4],
  [0x0c, 8],
  [0x0d, 4],
  [0x0f, 16],
  [0x11, 8],
  [0x12, 16],
  [0x14, 4],
  [0x15, 8],
]);

function shown(bytes: Buffer, type: number): string {
  if (bytes.length < (widths.get(type) ?? 0)) return '';
  switch (type) {
    case 0x01:
      return bytes.toString('utf16le').replace(/\0+$/, '');
    case 0x02:
      return bytes.toString('latin1').replace(/\0+$/, '');
    case 0x03:
      return String(bytes.readInt8(0));
    case 0x04:
      return String(bytes.readUInt8(0));
    case 0x05:
      return String(bytes.readInt16LE(0));
    case 0x06:
      return String(bytes.readUInt16LE(0));
    case 0x07:
      return String(bytes.readInt32LE(0));
    case 0x08:
      return String(bytes.readUInt32LE(0));
    case 0x09:
      return String(bytes.readBigInt64LE(0));
    case 0x0a:
      return String(bytes.readBigUInt64LE(0));
    case 0x0b:
      return String(bytes.readFloatLE(0));
    case 0x0c:
      return String(bytes.readDoubleLE(0));
    case 0x0d:
      return bytes.readUInt32LE(0) === 0 ? 'false' : 'true';
    case 0x0e:
      return bytes.toString('hex', 0, mostBinary);
    case 0x0f:
      return identifier(bytes);
    case 0x10:
    case 0x14:
    case 0x15:
      return `0x${Buffer.from(bytes)
        .reverse()
        .toString('hex')
        .replace(/^0+(?=.)/, '')}`;
    case 0x11:
      return moment(bytes.readBigUInt64LE(0));
    case 0x12:
      return calendar(bytes);
    case 0x13:
      return account(bytes);
    default:
      return '';
  }
}

function identifier(bytes: Buffer): string {
  const head = [4, 2, 2];
  let at = 0;
  const parts = head.map((length) =>
    Buffer.from(bytes.subarray(at, (at += length)))
      .reverse()
      .toString('hex'),
  );
  return `{${[...parts, bytes.toString('hex', 8, 10), bytes.toString('hex', 10, 16)].join('-')}}`;
}

/** 100 nanoseconds since 1601. */
export function moment(ticks: bigint): string {
  const milliseconds = Number(ticks / 10_000n) - 11_644_473_600_000;
  const date = new Date(milliseconds);
  return ticks > 0n && !Number.isNaN(date.getTime()) && date.getUTCFullYear() < 4000 ? date.toISOString() : '';
}

/** Year, month, day of the week, day, hour, minute, second, milliseconds in words of two bytes. */
function calendar(bytes: Buffer): string {
  const [year = 0, month = 0, , day = 0, hour = 0, minute = 0, second = 0] = Array.from({ length: 8 }, (_, at) =>
    bytes.readUInt16LE(at * 2),
  );
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`;
}

/** A security identifier, `S-1-5-21-…`. */
function account(bytes: Buffer): string {
  if (bytes.length < 8) return '';
  const count = Math.min(bytes.readUInt8(1), Math.floor((bytes.length - 8) / 4));
  const parts = Array.from({ length: count }, (_, at) => bytes.readUInt32LE(8 + at * 4));
  return ['S', bytes.readUInt8(0), bytes.readUIntBE(2, 6), ...parts].join('-');
}
