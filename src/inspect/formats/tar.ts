import { type Extended, readLongName, readPax } from '../archives/tar/pax.ts';
import { blockLength, type Header, readHeader } from '../archives/tar/header.ts';
import { lend } from '../archives/lend.ts';
import { Pull } from '../archives/pull.ts';
import { fail } from '#platform/errors';
import type { Format, Head, Input, Sink } from '../contract.ts';
import { asBuffer } from '../archives/window.ts';

/**
 * TAR: v7, ustar, pax and GNU (long names, large and sparse files, whose holes are left out). Links, folders and
 * devices hold no bytes. After damage, reading goes on at the next block that is a header by its check sum.
 */
export const format: Format = {
  id: 'tar',
  mediaType: 'application/x-tar',
  runs: 'sandbox',
  detect: (head: Head) => (readHeader(asBuffer(head.bytes)) === undefined ? 0 : 0.95),
  extract,
};

/** Regular files of all times, contiguous and sparse ones. What else has content (volumes, dumps) is handed out too. */
const regular = new Set(['0', '\0', '7', 'S']);
/** Longest extended header that is believed: names are bounded by what file systems allow. */
const longestExtended = 1024 * 1024;

async function extract(input: Input, sink: Sink): Promise<void> {
  const pull = new Pull(input.stream());
  try {
    await readMembers(pull, sink);
  } finally {
    await pull.close();
  }
}

async function readMembers(pull: Pull, sink: Sink): Promise<void> {
  let global: Extended = {};
  let next: Extended = {};
  let zeros = 0;
  for (;;) {
    const block = await pull.bytes(blockLength);
    if (block.length === 0) {
      // POSIX ends an archive with two blocks of zeros; many programs write none, and a cut can fall here as well.
      if (zeros === 0) sink.partial('damaged');
      return;
    }
    if (block.every((byte) => byte === 0)) {
      zeros += 1;
      continue;
    }
    zeros = 0;
    const header = readHeader(block);
    if (header === undefined) {
      sink.partial('damaged');
      continue;
    }
    if (header.type === 'x' || header.type === 'g' || header.type === 'L' || header.type === 'K') {
      const extended = await readExtended(pull, header, sink);
      if (header.type === 'g') global = { ...global, ...extended };
      else if (header.type !== 'K') next = { ...next, ...extended };
      continue;
    }
    const known = { ...global, ...next };
    next = {};
    await passMember(pull, { ...header, name: known.name ?? header.name, size: known.size ?? header.size }, sink);
  }
}

async function readExtended(pull: Pull, header: Header, sink: Sink): Promise<Extended> {
  if (header.size > longestExtended) {
    sink.partial('damaged');
    return {};
  }
  const data = await pull.bytes(header.size);
  await pull.bytes(padding(header.size));
  return header.type === 'L' ? readLongName(data) : readPax(data);
}

async function passMember(pull: Pull, header: Header, sink: Sink): Promise<void> {
  let mapGoesOn = header.mapGoesOn;
  while (mapGoesOn) mapGoesOn = (await pull.bytes(blockLength))[504] === 1;
  // Links, folders and devices may state a size, and still no content follows.
  if ('123456'.includes(header.type)) return;
  const content = bounded(pull, header.size);
  const folder = header.size === 0 && (header.name.endsWith('/') || !regular.has(header.type));
  if (!folder) sink.stamped('changed', header.changed);
  if (!folder) await sink.member(header.name, lend(content), header.size);
  for await (const _ of content) {
    // What the sink left.
  }
  await pull.bytes(padding(header.size));
}

/** The next `size` bytes; throws `damaged` where the archive ends before. */
async function* bounded(pull: Pull, size: number): AsyncGenerator<Buffer> {
  for (let left = size; left > 0; ) {
    const chunk = await pull.chunk(left);
    if (chunk === undefined) fail('damaged', 'member cut short');
    left -= chunk.length;
    yield chunk;
  }
}

const padding = (size: number): number => (blockLength - (size % blockLength)) % blockLength;
