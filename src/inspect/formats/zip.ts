import type { ExtractContext, Format, Head, Input, Sink } from '../contract.ts';
import { asBuffer, windows } from '../archives/window.ts';
import { type Directory, findDirectory, findEnd, readDirectory } from '../archives/zip/directory.ts';
import { keyring, openMember } from '../archives/zip/member.ts';
import { decodeName } from '../archives/zip/names.ts';
import { Ranges } from '../archives/zip/ranges.ts';
import { type Entry, localLength, signature } from '../archives/zip/records.ts';
import { type Recovery, recover } from '../archives/zip/recover.ts';

/**
 * ZIP with Zip64, ZipCrypto and WinZip AES; methods stored, deflate, Deflate64, bzip2, LZMA, XZ and Zstandard. Every byte of the archive is
 * accounted for: what the directory does not cover is searched for members, and what is none is handed out as a member
 * of its own, so that nothing hides in front of, between or behind the members.
 */
export const format: Format = {
  id: 'zip',
  mediaType: 'application/zip',
  runs: 'sandbox',
  detect,
  extract,
};

const beginnings = new Set<number>([signature.local, signature.end, signature.descriptor]);

/** 0.6 for an archive from its first byte, below the formats that are ZIP inside; 0.5 behind a prefix (self-extracting). */
function detect(head: Head): number {
  const bytes = asBuffer(head.bytes);
  if (bytes.length >= 4 && beginnings.has(bytes.readUInt32LE(0))) {
    return bytes.readUInt32LE(0) === signature.local && bytes.length < localLength ? 0 : 0.6;
  }
  const tail = asBuffer(head.tail);
  const end = findEnd(tail);
  if (end === undefined) return 0;
  const length = tail.readUInt32LE(end + 12);
  const start = end - length;
  return length > 0 && start >= 0 && tail.readUInt32LE(start) === signature.central ? 0.5 : 0;
}

async function extract(input: Input, sink: Sink, context: ExtractContext): Promise<void> {
  const keys = keyring(context.passwords);
  const size = input.size ?? (await input.read(0, Number.MAX_SAFE_INTEGER)).length;
  const known: Input = { size, read: (offset, length) => input.read(offset, length), stream: () => input.stream() };
  const directory = await findDirectory(known);
  const recovery: Recovery = {
    input: known,
    sink,
    keyring: keys,
    most: context.limits.maxHeldBytes,
    onForeign: (start, end) => foreign(known, sink, directory, start, end),
  };
  if (directory === undefined) {
    sink.partial('damaged');
    return recover(recovery, 0, size);
  }
  if (directory.split) sink.partial('feature-unsupported');
  await comment(sink, decodeName(directory.comment, 0));
  const ranges = new Ranges();
  for await (const entry of readDirectory(known, directory, () => sink.partial('damaged'))) {
    await comment(sink, entry.comment);
    if (!isFolder(entry)) sink.stamped('changed', entry.changed);
    await member(recovery, ranges, directory, entry);
  }
  ranges.claim(directory.start, directory.archiveEnd);
  for (const [start, end] of ranges.gaps(0, size)) await recover(recovery, start, end);
}

const isFolder = ({ name, packed }: Entry): boolean => name.endsWith('/') && packed === 0;

async function member(
  { input, sink, keyring: keys, most }: Recovery,
  ranges: Ranges,
  directory: Directory,
  entry: Entry,
): Promise<void> {
  const head = asBuffer(entry.offset < 0 ? new Uint8Array(0) : await input.read(entry.offset, localLength));
  const local = head.length === localLength && head.readUInt32LE(0) === signature.local ? head : undefined;
  if (local === undefined) return sink.unreadableMember(entry.name, 'damaged');
  const from = entry.offset + localLength + local.readUInt16LE(26) + local.readUInt16LE(28);
  const to = Math.min(from + entry.packed, directory.start);
  if (to < from) return sink.unreadableMember(entry.name, 'damaged');
  if (!ranges.claim(entry.offset, to)) return sink.unreadableMember(entry.name, 'limit-ratio');
  if (isFolder(entry)) return;
  const opened = await openMember(input, entry, { range: [from, to], most }, keys);
  if ('reason' in opened) return sink.unreadableMember(entry.name, opened.reason);
  try {
    await sink.member(entry.name, opened.stream, entry.size);
  } finally {
    await opened.stream.return(undefined);
  }
}

/** Bytes that belong to no structure. Zeros are padding; noise in a damaged archive is what it was reported for. */
async function foreign(
  input: Input,
  sink: Sink,
  directory: Directory | undefined,
  start: number,
  end: number,
): Promise<void> {
  if (directory === undefined || end - start < localLength) return;
  let zeros = true;
  for await (const window of windows(input, start, end)) zeros &&= window.every((byte) => byte === 0);
  if (!zeros) await sink.member(`(bytes ${start} to ${end})`, windows(input, start, end), end - start);
}

async function comment(sink: Sink, text: string): Promise<void> {
  if (text.trim() !== '') await sink.block({ text: `${text}\n`, where: { part: 'comment' } });
}
