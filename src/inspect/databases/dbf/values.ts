import type { PageDecoder } from '../../text/dos-pages.ts';
import { binaryValue } from '../binary-value.ts';
import type { DbfField, DbfHeader } from './header.ts';

/** Days from the first one of the Julian calendar, by which FoxPro counts, to 1 January 1970. */
const julianOfUnix = 2_440_588;
/** The same to 1 January of the year 1, from which dBASE 7 counts milliseconds. */
const unixFromYear1 = 62_135_596_800_000;
/** What stands for a value that was never filled in. */
const blank = /^[\0 *?]*$/;

/** Values of columns of one table as text. */
export class DbfValues {
  readonly #header: DbfHeader;
  readonly #decode: PageDecoder;
  /** Of each column the bits in the hidden column `_NullFlags`: that it is shorter than its room, and that it is null. */
  readonly #bits: readonly { readonly short: number; readonly none: number }[];
  readonly #flags: DbfField | undefined;

  constructor(header: DbfHeader, decode: PageDecoder) {
    this.#header = header;
    this.#decode = decode;
    this.#flags = header.fields.find(({ type }) => type === '0');
    let next = 0;
    this.#bits = header.fields.map(({ type, isNullable }) => ({
      short: type === 'V' || type === 'Q' ? next++ : -1,
      none: isNullable && type !== '0' ? next++ : -1,
    }));
  }

  /** Whether the value is kept in another file, and the record points at it. */
  isElsewhere(record: Buffer, { type, offset, length }: DbfField): boolean {
    if (!isMemo(type, length)) return false;
    const bytes = record.subarray(offset, offset + length);
    return length === 4 ? bytes.readUInt32LE(0) > 0 : Number(bytes.toString('latin1').trim()) > 0;
  }

  text(record: Buffer, column: number): string {
    const field = this.#header.fields[column];
    if (field === undefined) return '';
    const { short = -1, none = -1 } = this.#bits[column] ?? {};
    if (this.#isSet(record, none)) return '';
    const bytes = record.subarray(field.offset, field.offset + field.length);
    const isShort = this.#isSet(record, short);
    return this.#shown(field, isShort ? bytes.subarray(0, bytes[bytes.length - 1] ?? 0) : bytes);
  }

  #isSet(record: Buffer, bit: number): boolean {
    if (bit < 0 || this.#flags === undefined || bit >= this.#flags.length * 8) return false;
    return ((record[this.#flags.offset + (bit >> 3)] ?? 0) & (1 << (bit & 7))) !== 0;
  }

  #shown({ type, length }: DbfField, bytes: Buffer): string {
    if (isMemo(type, length)) return '';
    const isBinary = bytes.length === length;
    switch (type) {
      case 'D':
        return dayOf(bytes.toString('latin1'));
      case 'L':
        return logical.get(bytes.toString('latin1').toUpperCase()) ?? '';
      case 'I':
      case '+':
        return isBinary && length === 4 ? this.#integer(bytes) : '';
      case 'B':
        return isBinary && length === 8 ? shownNumber(bytes.readDoubleLE(0)) : '';
      case 'O':
        return isBinary && length === 8 ? shownNumber(ordered(bytes)) : '';
      case 'Y':
        return isBinary && length === 8 ? currency(bytes.readBigInt64LE(0)) : '';
      case 'T':
        return isBinary && length === 8 ? julian(bytes.readInt32LE(0), bytes.readUInt32LE(4)) : '';
      case '@':
        return isBinary && length === 8 ? moment(ordered(bytes) - unixFromYear1) : '';
      case 'Q': {
        const value = binaryValue(bytes);
        return 'text' in value ? value.text : '';
      }
      case '0':
        return '';
      case 'N':
      case 'F': {
        const text = bytes.toString('latin1').replaceAll('\0', '').trim();
        return blank.test(text) ? '' : text;
      }
      default:
        return this.#decode(bytes).replace(/[\0 ]+$/, '');
    }
  }

  #integer(bytes: Buffer): string {
    if (!this.#header.isLevel7) return String(bytes.readInt32LE(0));
    // The sign is turned over, so that numbers sort as bytes do.
    const stored = bytes.readUInt32BE(0);
    return stored === 0 ? '' : String((stored ^ 0x8000_0000) | 0);
  }
}

/** Texts and pictures of any length are in a file beside (DBT, FPT); the record has the number of a block of it. */
function isMemo(type: string, length: number): boolean {
  return type === 'M' || type === 'G' || type === 'P' || type === 'W' || (type === 'B' && length === 10);
}

const logical = new Map([
  ['T', 'true'],
  ['Y', 'true'],
  ['F', 'false'],
  ['N', 'false'],
]);

function dayOf(text: string): string {
  const found = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  return found === null ? text.replaceAll('\0', '').trim() : `${found[1]}-${found[2]}-${found[3]}`;
}

const shownNumber = (value: number): string => (Number.isFinite(value) ? String(value) : '');

/** Doubles of dBASE 7: bytes sort as the numbers do. */
function ordered(bytes: Buffer): number {
  const turned = Buffer.from(bytes);
  const first = turned.readUInt8(0);
  if (first >= 0x80) turned.writeUInt8(first & 0x7f, 0);
  else for (let at = 0; at < 8; at++) turned.writeUInt8(turned.readUInt8(at) ^ 0xff, at);
  return turned.readDoubleBE(0);
}

function currency(units: bigint): string {
  const sign = units < 0n ? '-' : '';
  const digits = String(units < 0n ? -units : units).padStart(5, '0');
  return `${sign}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

const julian = (day: number, milliseconds: number): string =>
  day === 0 ? '' : moment((day - julianOfUnix) * 86_400_000 + milliseconds);

function moment(milliseconds: number): string {
  const date = new Date(Math.round(milliseconds / 1000) * 1000);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 19);
}
