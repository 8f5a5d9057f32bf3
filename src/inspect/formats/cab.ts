import { fail } from '#platform/errors';
import { isReadable, unpackFolder } from '../archives/cabinet/folder.ts';
import { type CabinetFile, cabinetSignature, readCabinet } from '../archives/cabinet/header.ts';
import { drain, lend } from '../archives/lend.ts';
import { Pull } from '../archives/pull.ts';
import { windows } from '../archives/window.ts';
import { randomAccess } from '../bytes/random-input.ts';
import type { ExtractContext, Format, Input, Sink } from '../contract.ts';

/** Cabinets of Windows, stored or packed by MSZIP: installers, reports of errors, what administrators collect of a machine. */
export const format: Format = {
  id: 'cab',
  mediaType: 'application/vnd.ms-cab-compressed',
  runs: 'sandbox',
  detect: ({ bytes }) => (cabinetSignature.equals(bytes.subarray(0, cabinetSignature.length)) ? 0.95 : 0),
  extract,
};

async function extract(input: Input, sink: Sink, { limits }: ExtractContext): Promise<void> {
  const random = await randomAccess(input, limits.maxHeldBytes);
  const { size, folders, files, reserved } = await readCabinet(random, limits.maxHeldBytes);
  for (const { changed } of files) if (changed !== undefined) sink.stamped('changed', changed);
  for (const [number, folder] of folders.entries()) {
    const inside = files.filter((file) => file.folder === number).sort((one, other) => one.offset - other.offset);
    if (isReadable(folder)) await readFolder(new Pull(unpackFolder(random, folder, reserved)), inside, sink);
    else for (const { name } of inside) await sink.unreadableMember(name, 'feature-unsupported');
  }
  for (const { name, folder } of files) {
    if (folder === undefined) await sink.unreadableMember(name, 'feature-unsupported');
    else if (folder >= folders.length) await sink.unreadableMember(name, 'damaged');
  }
  if (size > random.size) sink.partial('damaged');
  let isZero = true;
  for await (const window of windows(random, size, random.size)) isZero &&= window.every((byte) => byte === 0);
  if (!isZero) await sink.member('(bytes after the end)', windows(random, size, random.size), random.size - size);
}

async function readFolder(pull: Pull, files: readonly CabinetFile[], sink: Sink): Promise<void> {
  try {
    for (const { name, offset, size } of files) {
      const content = part(pull, offset, size);
      await sink.member(name, lend(content), size);
      // What breaks was told of this member; after a break in the folder none that follows has any bytes.
      await drain(content).catch(() => undefined);
    }
  } finally {
    await pull.close();
  }
}

async function* part(pull: Pull, offset: number, size: number): AsyncGenerator<Buffer> {
  // Files follow one another; two that share bytes are no work of any program.
  if (offset < pull.offset) fail('damaged', 'file');
  for (let left = offset - pull.offset; left > 0; ) left -= (await next(pull, left)).length;
  for (let left = size; left > 0; ) {
    const chunk = await next(pull, left);
    left -= chunk.length;
    yield chunk;
  }
}

async function next(pull: Pull, most: number): Promise<Buffer> {
  return (await pull.chunk(most)) ?? fail('damaged', 'folder cut short');
}
