import { fail } from '#platform/errors';
import type { Input } from '../../contract.ts';
import { pageDecoder } from '../../text/dos-pages.ts';
import { asBuffer } from '../window.ts';

export const cabinetSignature = Buffer.from('MSCF\0\0\0\0', 'latin1');
const headBytes = 36;
const flag = { before: 1, after: 2, reserve: 4 } as const;
const nameIsUtf8 = 0x80;
const longestName = 1024;
/** Numbers of folders that stand for one that begins in the cabinet before, or goes on in the next one. */
const firstSpecial = 0xfffd;

export interface CabinetFolder {
  readonly from: number;
  readonly blocks: number;
  /** 0: stored, 1: MSZIP, 2: Quantum, 3: LZX. */
  readonly method: number;
}

export interface CabinetFile {
  readonly name: string;
  readonly size: number;
  readonly offset: number;
  /** Undefined where parts of it are in another cabinet. */
  readonly folder: number | undefined;
  readonly changed: string | undefined;
}

export interface Cabinet {
  readonly size: number;
  readonly folders: readonly CabinetFolder[];
  readonly files: readonly CabinetFile[];
  /** Bytes before the data of each block that are kept for others. */
  readonly reserved: number;
}

/** Reads the directory of a cabinet ([MS-CAB] 2). Throws `damaged`, `limit-memory`. */
export async function readCabinet(input: Input, most: number): Promise<Cabinet> {
  const head = asBuffer(await input.read(0, headBytes + 4));
  if (head.length < headBytes || !head.subarray(0, 8).equals(cabinetSignature)) fail('damaged', 'header');
  const [size, filesAt, flags] = [head.readUInt32LE(8), head.readUInt32LE(16), head.readUInt16LE(30)];
  const hasReserve = (flags & flag.reserve) !== 0 && head.length >= headBytes + 4;
  let at = headBytes + (hasReserve ? 4 + head.readUInt16LE(36) : 0);
  const each = 8 + (hasReserve ? head.readUInt8(38) : 0);
  const strings = ((flags & flag.before) !== 0 ? 2 : 0) + ((flags & flag.after) !== 0 ? 2 : 0);
  for (let left = strings; left > 0; left--) at += (await textAt(input, at)).length + 1;
  const list = asBuffer(await input.read(at, each * head.readUInt16LE(26)));
  const folders: CabinetFolder[] = [];
  for (let place = 0; place + each <= list.length; place += each) {
    folders.push({
      from: list.readUInt32LE(place),
      blocks: list.readUInt16LE(place + 4),
      method: list.readUInt16LE(place + 6) & 15,
    });
  }
  const count = head.readUInt16LE(28);
  if (count * longestName > most) fail('limit-memory', 'files');
  const files = await readFiles(input, filesAt, count);
  return { size, folders, files, reserved: hasReserve ? head.readUInt8(39) : 0 };
}

async function readFiles(input: Input, start: number, count: number): Promise<CabinetFile[]> {
  const files: CabinetFile[] = [];
  for (let at = start; files.length < count; ) {
    const entry = asBuffer(await input.read(at, 16));
    if (entry.length < 16) fail('damaged', 'file');
    const name = await textAt(input, at + 16);
    const folder = entry.readUInt16LE(8);
    const isUtf8 = (entry.readUInt16LE(14) & nameIsUtf8) !== 0;
    const shown = isUtf8 ? name.toString('utf8') : (pageDecoder(1252)?.(name) ?? name.toString('latin1'));
    files.push({
      name: shown.replaceAll('\\', '/').toWellFormed(),
      size: entry.readUInt32LE(0),
      offset: entry.readUInt32LE(4),
      folder: folder >= firstSpecial ? undefined : folder,
      changed: dayOf(entry.readUInt16LE(10)),
    });
    at += 16 + name.length + 1;
  }
  return files;
}

async function textAt(input: Input, at: number): Promise<Buffer> {
  const bytes = asBuffer(await input.read(at, longestName));
  const end = bytes.indexOf(0);
  return end < 0 ? fail('damaged', 'name') : bytes.subarray(0, end);
}

function dayOf(day: number): string | undefined {
  const [year, month, date] = [1980 + (day >> 9), (day >> 5) & 15, day & 31];
  if (month < 1 || month > 12 || date < 1) return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}
