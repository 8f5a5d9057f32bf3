import { decodeName, extraField } from './names.ts';

/** Signatures of APPNOTE.TXT 4.3, little endian. */
export const signature = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
  descriptor: 0x08074b50,
} as const;

export const flag = { encrypted: 0x1, marked: 0x2, descriptor: 0x8, strong: 0x40, masked: 0x2000 } as const;

export const method = {
  stored: 0,
  deflate: 8,
  deflate64: 9,
  bzip2: 12,
  lzma: 14,
  /** Zstandard, as it was before 93 was given to it. */
  zstdOld: 20,
  zstd: 93,
  xz: 95,
  aes: 99,
} as const;

/** WinZip AES (extra field 0x9901): key strength 1 to 3, and the compression below the encryption. */
export interface Aes {
  readonly version: number;
  readonly strength: number;
}

export interface Entry {
  readonly name: string;
  readonly flags: number;
  /** How the bytes are compressed, below the encryption. */
  readonly method: number;
  readonly aes: Aes | undefined;
  /** MS-DOS time, of which ZipCrypto takes its check byte. */
  readonly time: number;
  /** When the member was changed, `2019-03-04`; MS-DOS counts from 1980. */
  readonly changed: string;
  readonly crc: number;
  /** Bytes in the archive. */
  readonly packed: number;
  /** Bytes unpacked. */
  readonly size: number;
  /** Start of the local header as the directory states it. */
  readonly offset: number;
  readonly comment: string;
}

export const localLength = 30;
export const centralLength = 46;

/** The central header at the start of `bytes`, and its length; undefined where there is none or it is cut short. */
export function readCentral(bytes: Buffer): { entry: Entry; length: number } | undefined {
  if (bytes.length < centralLength || bytes.readUInt32LE(0) !== signature.central) return undefined;
  const nameEnd = centralLength + bytes.readUInt16LE(28);
  const extraEnd = nameEnd + bytes.readUInt16LE(30);
  const length = extraEnd + bytes.readUInt16LE(32);
  if (bytes.length < length) return undefined;
  const extra = bytes.subarray(nameEnd, extraEnd);
  const fields = common(bytes, 8, bytes.subarray(centralLength, nameEnd), extra, bytes.readUInt32LE(42));
  const comment = decodeName(bytes.subarray(extraEnd, length), fields.flags);
  return { entry: { ...fields, comment }, length };
}

/** The local header at the start of `bytes`, and its length; undefined where there is none or it is cut short. */
export function readLocal(bytes: Buffer, offset: number): { entry: Entry; length: number } | undefined {
  if (bytes.length < localLength || bytes.readUInt32LE(0) !== signature.local) return undefined;
  const nameEnd = localLength + bytes.readUInt16LE(26);
  const length = nameEnd + bytes.readUInt16LE(28);
  if (bytes.length < length) return undefined;
  const fields = common(bytes, 6, bytes.subarray(localLength, nameEnd), bytes.subarray(nameEnd, length), 0);
  return { entry: { ...fields, offset, comment: '' }, length };
}

/** Fields from flags on are in the same order in both headers. Sizes of 0xffffffff are in extra field 1 (Zip64). */
function common(bytes: Buffer, at: number, rawName: Buffer, extra: Buffer, offset: number): Omit<Entry, 'comment'> {
  const flags = bytes.readUInt16LE(at);
  const stated = bytes.readUInt16LE(at + 2);
  const wide = wideNumbers(extraField(extra, 1));
  const size = wide(bytes.readUInt32LE(at + 16));
  const packed = wide(bytes.readUInt32LE(at + 12));
  const aesField = stated === method.aes ? extraField(extra, 0x9901) : undefined;
  const aes = aesField !== undefined && aesField.length >= 7 ? aesField : undefined;
  return {
    name: decodeName(rawName, flags, extra),
    flags,
    method: aes === undefined ? stated : aes.readUInt16LE(5),
    aes: aes === undefined ? undefined : { version: aes.readUInt16LE(0), strength: aes.readUInt8(4) },
    time: bytes.readUInt16LE(at + 4),
    changed: dayOf(bytes.readUInt16LE(at + 6)),
    crc: bytes.readUInt32LE(at + 8),
    packed,
    size,
    offset: wide(offset),
  };
}

function dayOf(date: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${1980 + (date >> 9)}-${two((date >> 5) & 15)}-${two(date & 31)}`;
}

/** Takes the 64-bit numbers of the Zip64 field in their order, one for each 32-bit field that is full. */
function wideNumbers(field: Buffer | undefined): (narrow: number) => number {
  let at = 0;
  return (narrow) => {
    if (narrow !== 0xffffffff || field === undefined || at + 8 > field.length) return narrow;
    at += 8;
    return Number(field.readBigUInt64LE(at - 8));
  };
}
