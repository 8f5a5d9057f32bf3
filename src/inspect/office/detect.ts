import type { Head } from '../contract.ts';

const localHeader = 0x04034b50;
const directoryRecord = 0x02014b50;
const directoryEnd = 0x06054b50;

/**
 * How surely the head is that of an office package with parts below `folder`. Names in the directory at the end
 * decide; where it is not in sight (cut short, or larger than the tail) names of local headers do.
 */
export function detectPackage(head: Head, folder: string): number {
  const { names, whole } = packageNames(head);
  if (!names.some((name) => name.startsWith(folder))) return 0;
  const typed = names.includes('[content_types].xml');
  const packaged = typed || names.some((name) => name === '_rels/.rels' || name.startsWith('docprops/'));
  return whole ? (typed ? 0.9 : 0) : packaged ? 0.9 : 0;
}

/** Names of the parts of a package that are in sight, in lower case; `whole` where these are all. */
export function packageNames(head: Head): { readonly names: readonly string[]; readonly whole: boolean } {
  const start = view(head.bytes);
  if (start.byteLength < 30 || start.getUint32(0, true) !== localHeader) return { names: [], whole: false };
  const listed = directoryNames(view(head.tail), head.size);
  return listed.names.length > 0 ? listed : { names: localNames(start), whole: listed.whole };
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Names in that part of the directory that is in sight; `whole` where that is all of it. */
function directoryNames(tail: DataView, size: number | undefined): { names: string[]; whole: boolean } {
  const end = findLast(tail, directoryEnd);
  if (end < 0 || size === undefined || end + 22 > tail.byteLength) return { names: [], whole: false };
  const length = tail.getUint32(end + 12, true);
  let at = Math.max(0, end - length);
  const whole = end - length >= 0;
  if (!whole) at = findFirst(tail, directoryRecord, end);
  const names: string[] = [];
  while (at >= 0 && at + 46 <= end && tail.getUint32(at, true) === directoryRecord) {
    const nameLength = tail.getUint16(at + 28, true);
    names.push(nameAt(tail, at + 46, nameLength));
    at += 46 + nameLength + tail.getUint16(at + 30, true) + tail.getUint16(at + 32, true);
  }
  return { names, whole };
}

/** Names of the entries that follow each other from the start, as far as their sizes tell. */
function localNames(head: DataView): string[] {
  const names: string[] = [];
  for (let at = 0; at + 30 <= head.byteLength && head.getUint32(at, true) === localHeader; ) {
    const nameLength = head.getUint16(at + 26, true);
    names.push(nameAt(head, at + 30, nameLength));
    const size = head.getUint32(at + 18, true);
    const next = at + 30 + nameLength + head.getUint16(at + 28, true) + size;
    at = size === 0 ? findFirst(head, localHeader, head.byteLength, at + 30 + nameLength) : next;
    if (at < 0) break;
  }
  return names;
}

function nameAt(data: DataView, at: number, length: number): string {
  const end = Math.min(data.byteLength, at + length);
  if (end <= at) return '';
  const bytes = new Uint8Array(data.buffer, data.byteOffset + at, end - at);
  return new TextDecoder().decode(bytes).replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

function findFirst(data: DataView, signature: number, end: number, from = 0): number {
  for (let at = from; at + 4 <= end; at++) if (data.getUint32(at, true) === signature) return at;
  return -1;
}

function findLast(data: DataView, signature: number): number {
  for (let at = data.byteLength - 4; at >= 0; at--) if (data.getUint32(at, true) === signature) return at;
  return -1;
}
