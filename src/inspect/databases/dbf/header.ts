import { fail } from '#platform/errors';

/** A column. `offset` is that in a record, behind the mark of deletion. */
export interface DbfField {
  readonly name: string;
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  /** Visual FoxPro: may be null, which a bit of a hidden column says. */
  readonly isNullable: boolean;
}

export interface DbfHeader {
  /** dBASE 7 stores numbers with the highest byte first; all others with the lowest. */
  readonly isLevel7: boolean;
  readonly isFoxPro: boolean;
  readonly isEncrypted: boolean;
  readonly records: number;
  readonly headerBytes: number;
  readonly recordBytes: number;
  /** The number by which dBASE calls a code page; 0 for none. */
  readonly language: number;
  readonly fields: readonly DbfField[];
}

const leastHeader = 33;
const endOfFields = 0x0d;
/** dBASE III, IV and 5, with and without memo; FoxPro 2 and Visual FoxPro; dBASE 7; FlagShip; SQL tables of dBASE IV; HiPer-Six. */
const versions: ReadonlySet<number> = new Set([
  0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x7b, 0x83, 0x8b, 0x8c, 0x8e, 0xb3, 0xcb, 0xe5, 0xf5, 0xfb,
]);
const foxPro: ReadonlySet<number> = new Set([0x30, 0x31, 0x32]);
const types = /^[CNFLDMGPBOTIY@+VQW0]$/;

/** Bytes before the descriptors of columns and of one of them. */
const layouts = { common: { before: 32, each: 32 }, level7: { before: 68, each: 48 } } as const;

/** Bytes of the header, as its first twelve state; 0 where they do not begin a table. */
export function headerLength(start: Buffer): number {
  if (start.length < 32 || !versions.has(start.readUInt8(0))) return 0;
  const [month, day, stated] = [start.readUInt8(2), start.readUInt8(3), start.readUInt16LE(8)];
  const isDay = (month >= 1 && month <= 12 && day >= 1 && day <= 31) || (month === 0 && day === 0);
  return isDay && stated >= leastHeader && start.readUInt16LE(10) >= 1 ? stated : 0;
}

/** Reads the header of a table (dBASE level 3 to 7, FoxPro). Throws `damaged` where it does not agree with itself. */
export function readHeader(bytes: Buffer): DbfHeader {
  const headerBytes = headerLength(bytes);
  if (headerBytes === 0 || headerBytes > bytes.length) fail('damaged', 'header');
  const version = bytes.readUInt8(0);
  const isLevel7 = (version & 7) === 4;
  const recordBytes = bytes.readUInt16LE(10);
  const { before, each } = isLevel7 ? layouts.level7 : layouts.common;
  const fields: DbfField[] = [];
  let offset = 1;
  let at = before;
  for (; at + each <= headerBytes && bytes[at] !== endOfFields; at += each) {
    const field = isLevel7 ? readLevel7(bytes, at, offset) : readField(bytes, at, offset);
    if (!types.test(field.type) || field.name === '' || field.length === 0) fail('damaged', 'column');
    offset += field.length;
    fields.push(field);
  }
  if (fields.length === 0 || offset > recordBytes) fail('damaged', 'columns');
  return {
    isLevel7,
    isFoxPro: foxPro.has(version),
    isEncrypted: bytes.readUInt8(15) === 1,
    records: bytes.readUInt32LE(4),
    headerBytes,
    recordBytes,
    language: bytes.readUInt8(29),
    fields,
  };
}

function readField(bytes: Buffer, at: number, offset: number): DbfField {
  const type = String.fromCharCode(bytes.readUInt8(at + 11));
  const short = bytes.readUInt8(at + 16);
  // Clipper and FoxPro keep the upper byte of long texts where others keep decimals.
  const length = type === 'C' ? short + bytes.readUInt8(at + 17) * 256 : short;
  return { name: nameAt(bytes, at, 11), type, offset, length, isNullable: (bytes.readUInt8(at + 18) & 2) !== 0 };
}

function readLevel7(bytes: Buffer, at: number, offset: number): DbfField {
  const type = String.fromCharCode(bytes.readUInt8(at + 32));
  return { name: nameAt(bytes, at, 32), type, offset, length: bytes.readUInt8(at + 33), isNullable: false };
}

function nameAt(bytes: Buffer, at: number, most: number): string {
  return bytes
    .toString('latin1', at, at + most)
    .replace(/\0.*$/s, '')
    .trim();
}
