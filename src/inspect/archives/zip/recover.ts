import { crc32 } from 'node:zlib';
import { fail } from '#platform/errors';
import type { Input, Sink } from '../../contract.ts';
import type { Consumed } from '../decompress.ts';
import { drain, lend } from '../lend.ts';
import { asBuffer } from '../window.ts';
import { type Keyring, openMember } from './member.ts';
import { type Entry, flag, localLength, method, readLocal, signature } from './records.ts';

/** Reading begins small at each place: a file of nothing but signatures must not cost a large window for each. */
const firstWindow = 1024;
const windowSize = 256 * 1024;

export interface Recovery {
  readonly input: Input;
  readonly sink: Sink;
  readonly keyring: Keyring;
  /** Bytes that may be held to unpack one member. */
  readonly most: number;
  /** Given each run of bytes that are no part of any ZIP structure. */
  readonly onForeign: (start: number, end: number) => Promise<void>;
}

/**
 * Reads the members whose local headers stand in [from, to) in sequence, without a directory: what is left of a
 * truncated archive, what a directory does not list, or an archive in front of another.
 */
export async function recover(recovery: Recovery, from: number, to: number): Promise<void> {
  let foreign = from;
  for (let at = await nextRecord(recovery.input, from, to); at < to; at = await nextRecord(recovery.input, at, to)) {
    const end = await passRecord(recovery, at, to, () => recovery.onForeign(foreign, at));
    if (end === undefined) {
      at += 4;
      continue;
    }
    at = end;
    foreign = end;
  }
  await recovery.onForeign(foreign, to);
}

const records = new Set<number>([
  signature.local,
  signature.central,
  signature.end,
  signature.end64,
  signature.locator64,
  signature.descriptor,
]);

/** Offset of the next signature in [from, to), or `to`. */
async function nextRecord(
  input: Input,
  from: number,
  to: number,
  wanted: ReadonlySet<number> = records,
): Promise<number> {
  let length = firstWindow;
  for (let at = from; at < to; length = Math.min(windowSize, length * 4)) {
    const window = asBuffer(await input.read(at, Math.min(length, to - at)));
    if (window.length < 4) return to;
    for (let hit = window.indexOf('PK', 0, 'latin1'); hit >= 0; hit = window.indexOf('PK', hit + 1, 'latin1')) {
      if (hit + 4 <= window.length && wanted.has(window.readUInt32LE(hit))) return at + hit;
    }
    at += window.length - 3;
  }
  return to;
}

/** Passes the record at `at`; its end, or undefined where it only looks like one. */
async function passRecord(
  recovery: Recovery,
  at: number,
  to: number,
  before: () => Promise<void>,
): Promise<number | undefined> {
  const head = asBuffer(await recovery.input.read(at, Math.min(46, to - at)));
  const kind = head.readUInt32LE(0);
  if (kind === signature.local) return passMember(recovery, at, to, before);
  let length = 0;
  if (kind === signature.central && head.length >= 46) {
    length = 46 + head.readUInt16LE(28) + head.readUInt16LE(30) + head.readUInt16LE(32);
  } else if (kind === signature.end && head.length >= 22) length = 22 + head.readUInt16LE(20);
  else if (kind === signature.end64) length = 56;
  else if (kind === signature.locator64) length = 20;
  else if (kind === signature.descriptor) length = 16;
  if (length === 0 || at + length > to) return undefined;
  await before();
  return at + length;
}

async function passMember(
  recovery: Recovery,
  at: number,
  to: number,
  before: () => Promise<void>,
): Promise<number | undefined> {
  const { input, sink, keyring } = recovery;
  const fixed = asBuffer(await input.read(at, Math.min(localLength, to - at)));
  if (fixed.length < localLength) return undefined;
  const length = localLength + fixed.readUInt16LE(26) + fixed.readUInt16LE(28);
  const local = readLocal(asBuffer(await input.read(at, Math.min(length, to - at))), at);
  if (local === undefined || !isPlausible(local.entry)) return undefined;
  await before();
  const { entry } = local;
  const start = at + local.length;
  if (entry.name.endsWith('/') && entry.packed === 0) return start;
  const sized = (entry.flags & flag.descriptor) === 0 || entry.packed > 0;
  const inflated = entry.method !== method.stored && (entry.flags & flag.encrypted) === 0;
  let end = Math.min(to, start + entry.packed);
  if (!sized) end = inflated ? to : await findDescriptor(input, start, to);
  const consumed: Consumed = { bytes: 0 };
  const { most } = recovery;
  const opened = await openMember(input, entry, { range: [start, end], most, known: sized, consumed }, keyring);
  if ('reason' in opened) {
    await sink.unreadableMember(entry.name, opened.reason);
    return sized || !inflated ? end : start;
  }
  const sums = () => descriptorSums(input, inflated ? start + consumed.bytes : end, to);
  // The authentication code of AE-2 was checked on the way; its descriptor states no sum.
  const stream = sized || entry.aes?.version === 2 ? opened.stream : describedBy(opened.stream, sums);
  try {
    await sink.member(entry.name, lend(stream), sized ? entry.size : undefined);
    await drain(stream).catch(() => undefined);
  } finally {
    await stream.return(undefined);
  }
  return sized || !inflated ? end : start + consumed.bytes;
}

/** Chance hits in noise have impossible methods and names far more often than not. */
function isPlausible(entry: Entry): boolean {
  return entry.name.length > 0 && !entry.name.includes('\0') && entry.method <= method.aes && entry.packed >= 0;
}

/** Checks a member of unknown length by the sum that the descriptor behind it states. */
async function* describedBy(
  stream: AsyncGenerator<Uint8Array>,
  stated: () => Promise<number[]>,
): AsyncGenerator<Uint8Array> {
  let crc = 0;
  for await (const chunk of stream) {
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (!(await stated()).includes(crc)) fail('damaged', 'check sum of a member');
}

/** The descriptor begins with its sum, or with a signature that many write in front. */
async function descriptorSums(input: Input, at: number, to: number): Promise<number[]> {
  const bytes = asBuffer(await input.read(at, Math.min(8, to - at)));
  return [0, 4].filter((offset) => offset + 4 <= bytes.length).map((offset) => bytes.readUInt32LE(offset));
}

const bounds = new Set<number>([signature.descriptor, signature.local, signature.central]);

/** Where stored or encrypted data of unknown length ends: at a descriptor that states this very length, or a header. */
async function findDescriptor(input: Input, start: number, to: number): Promise<number> {
  for (let at = await nextRecord(input, start, to, bounds); at < to; at = await nextRecord(input, at + 4, to, bounds)) {
    const head = asBuffer(await input.read(at, 12));
    if (head.readUInt32LE(0) !== signature.descriptor) return at;
    if (head.length >= 12 && head.readUInt32LE(8) === at - start) return at;
  }
  return to;
}
