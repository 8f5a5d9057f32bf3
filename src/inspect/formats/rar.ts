import { type Code, codeOf } from '#platform/errors';
import { drain, lend } from '../archives/lend.ts';
import { RarContents } from '../archives/rar/content.ts';
import type { RarEntry } from '../archives/rar/entry.ts';
import { items4, signature4 } from '../archives/rar/headers4.ts';
import { items5, signature5 } from '../archives/rar/headers5.ts';
import { KeyRing } from '../archives/rar/sealed.ts';
import { windows } from '../archives/window.ts';
import { randomAccess } from '../bytes/random-input.ts';
import type { ExtractContext, Format, Head, Input, Sink } from '../contract.ts';

/**
 * RAR 3 to 7: stored and packed, solid, with the usual filters, sealed files and headers; comments and streams beside files.
 * Of an archive in volumes what is whole in this one.
 */
export const format: Format = {
  id: 'rar',
  mediaType: 'application/vnd.rar',
  runs: 'sandbox',
  detect: ({ bytes }: Head) => (begins(bytes, signature4) || begins(bytes, signature5) ? 0.95 : 0),
  extract,
};

const begins = (bytes: Uint8Array, signature: Buffer): boolean => signature.equals(bytes.subarray(0, signature.length));

async function extract(input: Input, sink: Sink, { passwords, limits }: ExtractContext): Promise<void> {
  const random = await randomAccess(input, limits.maxHeldBytes);
  const ring = new KeyRing(passwords);
  const contents = new RarContents(random, ring, limits.maxHeldBytes / 2);
  const isFive = begins(await random.read(0, signature5.length), signature5);
  let end = random.size;
  let broken: Code | undefined;
  let count = 0;
  try {
    for await (const item of isFive ? items5(random, ring) : items4(random, ring)) {
      if (item.kind === 'volume') sink.partial('feature-unsupported');
      else if (item.kind === 'end') end = item.to;
      else {
        count += 1;
        await readEntry(item.entry, contents, sink);
      }
    }
  } catch (error) {
    broken = codeOf(error);
    if (broken !== 'damaged' || count === 0) throw error;
  }
  if (broken !== undefined) return sink.partial(broken);
  await trailing(random, end, random.size, sink);
}

async function readEntry(entry: RarEntry, contents: RarContents, sink: Sink): Promise<void> {
  const { name, size, changed, isEmpty, split } = entry;
  if (isEmpty) return;
  if (changed !== undefined && !entry.isService) sink.stamped('changed', changed);
  const opened = await contents.open(entry);
  if ('reason' in opened) return sink.unreadableMember(name, opened.reason);
  await sink.member(name, lend(opened.stream), split === 'none' ? size : undefined);
  // What breaks was told of this member.
  await drain(opened.stream).catch(() => undefined);
}

/** What stands behind the end; zeros are padding. */
async function trailing(input: Input, from: number, to: number, sink: Sink): Promise<void> {
  let isZero = true;
  for await (const window of windows(input, from, to)) isZero &&= window.every((byte) => byte === 0);
  if (!isZero) await sink.member('(bytes after the end)', windows(input, from, to), to - from);
}
