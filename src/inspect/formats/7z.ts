import { crc32 } from 'node:zlib';
import { type Code, codeOf, fail } from '#platform/errors';
import { drain, lend } from '../archives/lend.ts';
import { Pull } from '../archives/pull.ts';
import { findPassword, readArchive, signature, type Span } from '../archives/seven-zip/archive.ts';
import type { SevenZipFile } from '../archives/seven-zip/files.ts';
import type { Folder } from '../archives/seven-zip/streams.ts';
import { startLength, type Unpacking, unpackFolder } from '../archives/seven-zip/unpack.ts';
import { windows } from '../archives/window.ts';
import type { ExtractContext, Format, Head, Input, Sink } from '../contract.ts';

/**
 * 7z: LZMA, LZMA2, Deflate, Deflate64, bzip2 and Zstandard, filters of executables and delta, AES-256, locked headers. What
 * no header tells of is handed out as members of its own.
 */
export const format: Format = {
  id: '7z',
  mediaType: 'application/x-7z-compressed',
  runs: 'sandbox',
  detect: (head: Head) =>
    head.bytes.length >= startLength && signature.equals(head.bytes.subarray(0, signature.length)) ? 0.95 : 0,
  extract,
};

async function extract(input: Input, sink: Sink, { passwords, limits }: ExtractContext): Promise<void> {
  const size = input.size ?? (await input.read(0, Number.MAX_SAFE_INTEGER)).length;
  const unpacking: Unpacking = { input, keys: new Map(), most: limits.maxHeldBytes };
  const known = [...passwords];
  const { folders, files, spans } = await readArchive(unpacking, known);
  const data = files.filter(({ kind }) => kind === 'data');
  for (const { name, kind, changed } of files) {
    if (kind !== 'folder' && changed !== undefined) sink.stamped('changed', changed);
    if (kind === 'empty') await sink.member(name, new Uint8Array(0), 0);
  }
  let next = 0;
  for (const folder of folders) {
    const inside = data.slice(next, next + folder.files.length);
    next += folder.files.length;
    // Files that no name is stated for have content all the same.
    if (inside.length < folder.files.length) sink.partial('damaged');
    await readFolder(unpacking, sink, known, folder, inside);
  }
  for (const { name } of data.slice(next)) await sink.unreadableMember(name, 'damaged');
  await foreign(input, sink, [...spans, [size, size]]);
}

async function readFolder(
  unpacking: Unpacking,
  sink: Sink,
  passwords: string[],
  folder: Folder,
  files: readonly SevenZipFile[],
): Promise<void> {
  const named = folder.files.map(({ size, crc }, at) => ({ name: files[at]?.name ?? `(member ${at + 1})`, size, crc }));
  const opened = await open(unpacking, passwords, folder);
  if ('reason' in opened) {
    for (const { name } of named) await sink.unreadableMember(name, opened.reason);
    return;
  }
  const pull = new Pull(opened.stream);
  try {
    for (const { name, size, crc } of named) {
      const content = bounded(pull, size, crc);
      await sink.member(name, lend(content), size);
      // What breaks was told of this member; after a break in the folder none that follows has any bytes.
      await drain(content).catch(() => undefined);
    }
  } finally {
    await pull.close();
  }
}

async function open(
  unpacking: Unpacking,
  passwords: string[],
  folder: Folder,
): Promise<{ readonly reason: Code } | { readonly stream: AsyncGenerator<Buffer> }> {
  try {
    const password = await findPassword(unpacking, folder, passwords);
    return password === undefined
      ? { reason: 'wrong-password' }
      : { stream: unpackFolder(unpacking, folder, password) };
  } catch (error) {
    return { reason: codeOf(error) };
  }
}

/** The next `size` bytes with their check sum; throws `damaged` where the folder ends before. */
async function* bounded(pull: Pull, size: number, sum: number | undefined): AsyncGenerator<Buffer> {
  let crc = 0;
  for (let left = size; left > 0; ) {
    const chunk = await pull.chunk(left);
    if (chunk === undefined) fail('damaged', 'member cut short');
    left -= chunk.length;
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (sum !== undefined && crc !== sum) fail('damaged', 'check sum of a member');
}

/** Bytes of which no header tells. Zeros are padding. */
async function foreign(input: Input, sink: Sink, spans: readonly Span[]): Promise<void> {
  let at = 0;
  for (const [from, to] of spans.toSorted(([one], [other]) => one - other)) {
    let zeros = true;
    for await (const window of windows(input, at, from)) zeros &&= window.every((byte) => byte === 0);
    if (!zeros) await sink.member(`(bytes ${at} to ${from})`, windows(input, at, from), from - at);
    at = Math.max(at, to);
  }
}
