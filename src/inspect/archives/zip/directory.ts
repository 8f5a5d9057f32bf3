import type { Input } from '../../contract.ts';
import { asBuffer } from '../window.ts';
import { centralLength, type Entry, readCentral, signature } from './records.ts';

const endLength = 22;
const searched = 65_535 + endLength;
const windowSize = 256 * 1024;
/** Longest central header: three variable fields of 65,535 bytes each. */
const longestCentral = centralLength + 3 * 65_535;

/** Where the central directory is. All offsets are in the input. */
export interface Directory {
  readonly start: number;
  readonly end: number;
  /** End of the end record and its comment: what comes after does not belong to the archive. */
  readonly archiveEnd: number;
  /** Bytes in front of the archive that its own offsets do not count. */
  readonly shift: number;
  readonly entries: number;
  readonly comment: Buffer;
  /** Several volumes: some of the members are elsewhere. */
  readonly split: boolean;
}

/** The end record nearest to the end of `tail` that is at least consistent in itself; `tail` ends where the input does. */
export function findEnd(tail: Buffer): number | undefined {
  for (let at = tail.length - endLength; at >= 0; at -= 1) {
    at = tail.lastIndexOf('PK\x05\x06', at, 'latin1');
    if (at < 0) return undefined;
    if (at + endLength + tail.readUInt16LE(at + 20) <= tail.length) return at;
  }
  return undefined;
}

/** Finds the central directory from the end of the input; undefined where there is none, as in truncated archives. */
export async function findDirectory(input: Input): Promise<Directory | undefined> {
  const size = input.size ?? 0;
  const from = Math.max(0, size - searched - windowSize);
  const tail = asBuffer(await input.read(from, size - from));
  const at = findEnd(tail);
  if (at === undefined) return undefined;
  const endAt = from + at;
  const end = tail.subarray(at);
  let entries = end.readUInt16LE(10);
  let length = end.readUInt32LE(12);
  let stated = end.readUInt32LE(16);
  let directoryEnd = endAt;
  const split = end.readUInt16LE(4) !== 0 && end.readUInt16LE(4) !== 0xffff;
  if (entries === 0xffff || length === 0xffffffff || stated === 0xffffffff) {
    const wide = await findEnd64(input, endAt);
    if (wide !== undefined) ({ entries, length, stated, directoryEnd } = wide);
  }
  const comment = end.subarray(endLength, endLength + end.readUInt16LE(20));
  const rest = { entries, comment, split, archiveEnd: endAt + endLength + comment.length };
  if (entries === 0 && length === 0) return { ...rest, start: directoryEnd, end: directoryEnd, shift: 0 };
  for (const start of [stated, directoryEnd - length]) {
    if (start < 0 || start + length > directoryEnd) continue;
    const first = asBuffer(await input.read(start, 4));
    if (first.length === 4 && first.readUInt32LE(0) === signature.central) {
      return { ...rest, start, end: start + length, shift: start - stated };
    }
  }
  return undefined;
}

interface End64 {
  entries: number;
  length: number;
  stated: number;
  directoryEnd: number;
}

async function findEnd64(input: Input, endAt: number): Promise<End64 | undefined> {
  const locator = asBuffer(await input.read(Math.max(0, endAt - 20), 20));
  if (locator.length < 20 || locator.readUInt32LE(0) !== signature.locator64) return undefined;
  for (const at of [Number(locator.readBigUInt64LE(8)), endAt - 76]) {
    if (at < 0 || at > endAt) continue;
    const end = asBuffer(await input.read(at, 56));
    if (end.length < 56 || end.readUInt32LE(0) !== signature.end64) continue;
    return {
      entries: Number(end.readBigUInt64LE(32)),
      length: Number(end.readBigUInt64LE(40)),
      stated: Number(end.readBigUInt64LE(48)),
      directoryEnd: at,
    };
  }
  return undefined;
}

/**
 * The entries of the directory, read window by window: ten million of them take no more memory than ten. `onBroken` is
 * called where the directory stops making sense before its end.
 */
export async function* readDirectory(input: Input, directory: Directory, onBroken: () => void): AsyncGenerator<Entry> {
  let window: Buffer = Buffer.alloc(0);
  let next = directory.start;
  let found = 0;
  while (next < directory.end || window.length > 0) {
    if (window.length < longestCentral && next < directory.end) {
      const more = asBuffer(await input.read(next, Math.min(windowSize, directory.end - next)));
      if (more.length === 0) break;
      next += more.length;
      window = Buffer.concat([window, more]);
      continue;
    }
    const central = readCentral(window);
    if (central === undefined) break;
    window = window.subarray(central.length);
    found += 1;
    yield { ...central.entry, offset: central.entry.offset + directory.shift };
  }
  // Archivers without Zip64 count modulo 65,536.
  if (found % 65_536 !== directory.entries % 65_536) onBroken();
}
