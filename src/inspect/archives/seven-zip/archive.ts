import { crc32 } from 'node:zlib';
import { CofferdamError, fail } from '#platform/errors';
import { asBuffer } from '../window.ts';
import { HeaderBytes } from './bytes.ts';
import { readFiles, type SevenZipFile } from './files.ts';
import { type Folder, property, readStreams } from './streams.ts';
import { isEncrypted, isStored, startLength, type Unpacking, unpackFolder } from './unpack.ts';

export const signature = Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]);
/** Headers packed in headers: programs write one. */
const mostHeaders = 4;
/** Bytes after which packed data are taken to be those of the right password: noise breaks within a few hundred. */
const tried = 1024 * 1024;

export interface Archive {
  readonly folders: readonly Folder[];
  readonly files: readonly SevenZipFile[];
  /** What the headers account for. Packed streams follow one another, so that no two can share bytes. */
  readonly spans: readonly Span[];
}

export type Span = readonly [from: number, to: number];

/** Reads the headers. Throws `wrong-password` where they are locked and none opens them. */
export async function readArchive(unpacking: Unpacking, passwords: string[]): Promise<Archive> {
  const { input, most } = unpacking;
  const start = asBuffer(await input.read(0, startLength));
  if (start.length < startLength || crc32(start.subarray(12)) !== start.readUInt32LE(8)) fail('damaged', '7z header');
  const offset = startLength + Number(start.readBigUInt64LE(12));
  const length = Number(start.readBigUInt64LE(20));
  if (length > most) fail('limit-memory');
  let bytes = asBuffer(await input.read(offset, length));
  if (bytes.length < length || crc32(bytes) !== start.readUInt32LE(28)) fail('damaged', '7z header');
  const spans: Span[] = [
    [0, startLength],
    [offset, offset + length],
  ];
  if (length === 0) return { folders: [], files: [], spans };
  for (let level = 0; level < mostHeaders; level += 1) {
    const header = new HeaderBytes(bytes);
    const id = header.number();
    if (id === property.header) {
      const archive = readHeader(header);
      return { ...archive, spans: [...spans, ...archive.folders.flatMap(spansOf)] };
    }
    if (id !== property.encoded) break;
    const [folder] = readStreams(header);
    if (folder === undefined) break;
    spans.push(...spansOf(folder));
    bytes = await unpackHeader(unpacking, folder, passwords);
  }
  return fail('damaged', '7z header');
}

const spansOf = (folder: Folder): Span[] => folder.packed.map(({ from, to }) => [startLength + from, startLength + to]);

function readHeader(header: HeaderBytes): Omit<Archive, 'spans'> {
  let folders: Folder[] = [];
  let files: SevenZipFile[] = [];
  for (let id = header.number(); id !== property.end; id = header.number()) {
    if (id === property.main) folders = readStreams(header);
    else if (id === property.files) files = readFiles(header);
    else if (id === property.additional) readStreams(header);
    else if (id === property.archive) {
      while (header.number() !== property.end) header.field();
    } else fail('damaged', '7z header');
  }
  return { folders, files };
}

async function unpackHeader(unpacking: Unpacking, folder: Folder, passwords: string[]): Promise<Buffer> {
  const password = await findPassword(unpacking, folder, passwords);
  if (password === undefined) fail('wrong-password');
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of unpackFolder(unpacking, folder, password)) {
    length += chunk.length;
    if (length > unpacking.most) fail('limit-memory');
    parts.push(chunk);
  }
  const bytes = Buffer.concat(parts);
  const crc = folder.files[0]?.crc;
  return crc === undefined || crc === crc32(bytes) ? bytes : fail('damaged', '7z header');
}

/** The password of a folder, which moves to the front; '' where it needs none, undefined where none fits. */
export async function findPassword(
  unpacking: Unpacking,
  folder: Folder,
  passwords: string[],
): Promise<string | undefined> {
  if (!isEncrypted(folder)) return '';
  for (const password of passwords) {
    if (!(await opens(unpacking, folder, password))) continue;
    passwords.splice(passwords.indexOf(password), 1);
    passwords.unshift(password);
    return password;
  }
  return undefined;
}

async function opens(unpacking: Unpacking, folder: Folder, password: string): Promise<boolean> {
  const first = folder.files[0];
  let left = first?.size ?? 0;
  let enough = isStored(folder) ? left : Math.min(left, tried);
  let crc = 0;
  try {
    for await (const chunk of unpackFolder(unpacking, folder, password)) {
      crc = crc32(chunk.subarray(0, left), crc);
      left -= Math.min(left, chunk.length);
      enough -= chunk.length;
      if (enough <= 0) break;
    }
  } catch (error) {
    if (error instanceof CofferdamError && error.code === 'damaged') return false;
    throw error;
  }
  return left > 0 || first?.crc === undefined || first.crc === crc;
}
