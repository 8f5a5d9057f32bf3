import { type RandomInput, chunkBytes } from '../bytes/random-input.ts';
import type { Stored } from './part-data.ts';

export interface Found extends Stored {
  readonly name: string;
  readonly encrypted: boolean;
}

/**
 * The entries of a zip file whose directory at the end is lost, by looking for local file headers from the start.
 * Sizes may be missing there: such an entry is taken to reach to the next header.
 */
export async function findEntries(input: RandomInput, maxEntries: number): Promise<Found[]> {
  const found: Found[] = [];
  let open: (Found & { readonly dataStart: number }) | undefined;
  const close = (end: number): void => {
    if (open === undefined) return;
    const { dataStart, ...entry } = open;
    found.push(entry.compressedSize > 0 ? entry : { ...entry, compressedSize: Math.max(0, end - dataStart) });
    open = undefined;
  };
  for (let at = 0; at < input.size && found.length < maxEntries; ) {
    const bytes = await input.read(at, chunkBytes);
    if (bytes.length < 30) break;
    const hit = nextHeader(bytes);
    if (hit < 0) {
      at += bytes.length - 3;
      if (at + 30 > input.size) break;
      continue;
    }
    const offset = at + hit;
    close(offset);
    const header = await input.read(offset, 30 + 0xffff);
    const entry = readHeader(header, offset);
    at = offset + 4;
    if (entry !== undefined) {
      open = entry;
      if (entry.compressedSize > 0) at = Math.min(entry.dataStart + entry.compressedSize, input.size);
    }
  }
  close(input.size);
  return found;
}

function nextHeader(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(0x50); at >= 0 && at + 4 <= bytes.length; at = bytes.indexOf(0x50, at + 1)) {
    if (bytes[at + 1] === 0x4b && bytes[at + 2] === 3 && bytes[at + 3] === 4) return at;
  }
  return -1;
}

function readHeader(bytes: Uint8Array, offset: number): (Found & { readonly dataStart: number }) | undefined {
  if (bytes.length < 30) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const nameLength = view.getUint16(26, true);
  const extraLength = view.getUint16(28, true);
  if (30 + nameLength > bytes.length || nameLength === 0) return undefined;
  const flags = view.getUint16(6, true);
  const compressed = view.getUint32(18, true);
  return {
    name: new TextDecoder().decode(bytes.subarray(30, 30 + nameLength)),
    offset,
    method: view.getUint16(8, true),
    compressedSize: compressed === 0xffffffff ? 0 : compressed,
    size: undefined,
    crc: undefined,
    encrypted: (flags & 1) === 1,
    dataStart: offset + 30 + nameLength + extraLength,
  };
}
