import { fail } from '#platform/errors';
import { Rc4Stream, rc4Keys } from './rc4.ts';

/** Numbers of records ([MS-XLS] 2.3.2). */
export const record = {
  formula: 0x06,
  eof: 0x0a,
  header: 0x14,
  footer: 0x15,
  name: 0x18,
  note: 0x1c,
  date1904: 0x22,
  filePass: 0x2f,
  continue: 0x3c,
  codePage: 0x42,
  crn: 0x5a,
  object: 0x5d,
  column: 0x7d,
  sheet: 0x85,
  multipleRk: 0xbd,
  richString: 0xd6,
  format5: 0x1e,
  style: 0xe0,
  strings: 0xfc,
  labelString: 0xfd,
  textObject: 0x1b6,
  link: 0x1b8,
  number: 0x203,
  label: 0x204,
  boolean: 0x205,
  string: 0x207,
  row: 0x208,
  rk: 0x27e,
  format: 0x41e,
  begin: 0x809,
} as const;

/** One record with what continues it: text goes on in the next piece with a byte that says how it is written. */
export interface BiffRecord {
  readonly type: number;
  /** Of the record in the stream. */
  readonly offset: number;
  readonly data: Buffer;
  readonly more: readonly Buffer[];
  /** More continued it than is held. */
  readonly cut: boolean;
}

/** Records that are never encrypted ([MS-XLS] 2.2.10): beginnings, the encryption itself, locks. */
const inClear = new Set<number>([record.begin, record.filePass, 0xe1, 0x195, 0x194, 0x138]);
const excelDefault = 'VelvetSweatshop';

/** Reads the records of a workbook in order, in clear where a password opens it. Throws `wrong-password`. */
export async function* readRecords(
  stream: AsyncIterable<Uint8Array>,
  passwords: readonly string[],
  maxHeld: number,
): AsyncGenerator<BiffRecord> {
  let open: { type: number; offset: number; data: Buffer; more: Buffer[]; cut: boolean } | undefined;
  let held = 0;
  let cipher: Rc4Stream | undefined;
  for await (const { type, offset, data } of rawRecords(stream)) {
    const clear = cipher === undefined || inClear.has(type) ? data : decrypted(cipher, type, data, offset + 4);
    if (type === record.continue && open !== undefined) {
      held += clear.length;
      if (held <= maxHeld) open.more.push(clear);
      else open.cut = true;
      continue;
    }
    if (open !== undefined) yield open;
    open = { type, offset, data: clear, more: [], cut: false };
    held = clear.length;
    if (type === record.filePass) cipher = cipherOf(data, passwords);
  }
  if (open !== undefined) yield open;
}

/** Where a sheet begins is told in clear within a record that is encrypted. */
function decrypted(cipher: Rc4Stream, type: number, data: Buffer, position: number): Buffer {
  const clear = cipher.decrypt(data, position);
  if (type === record.sheet) data.copy(clear, 0, 0, Math.min(4, data.length));
  return clear;
}

function cipherOf(data: Buffer, passwords: readonly string[]): Rc4Stream {
  // 0 is obfuscation by XOR, which Excel 95 and earlier wrote.
  if (data.length < 6 || data.readUInt16LE(0) !== 1) fail('protection-unsupported', 'obfuscated workbook');
  const keys = rc4Keys(data.subarray(2), [excelDefault, ...passwords]);
  if (keys === undefined) fail('wrong-password');
  return new Rc4Stream(keys);
}

interface RawRecord {
  readonly type: number;
  readonly offset: number;
  readonly data: Buffer;
}

async function* rawRecords(stream: AsyncIterable<Uint8Array>): AsyncGenerator<RawRecord> {
  let rest: Buffer = Buffer.alloc(0);
  let start = 0;
  for await (const chunk of stream) {
    const bytes: Buffer = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    let at = 0;
    while (at + 4 <= bytes.length) {
      const end = at + 4 + bytes.readUInt16LE(at + 2);
      if (end > bytes.length) break;
      const type = bytes.readUInt16LE(at);
      yield { type, offset: start + at, data: bytes.subarray(at + 4, end) };
      at = end;
    }
    rest = Buffer.from(bytes.subarray(at));
    start += at;
  }
  // Streams are filled up with zeros; a record that is cut off is not.
  if (rest.some((byte) => byte !== 0)) fail('damaged', 'workbook');
}
