import { isUtf8 } from 'node:buffer';
import { CofferdamError } from '#platform/errors';
import { beginsGzip, gzipContent, type GzipHeader, readGzipHeader } from '../archives/gzip.ts';
import { drain, lend } from '../archives/lend.ts';
import { trailing, withoutEnding } from '../archives/packed.ts';
import { Pull } from '../archives/pull.ts';
import type { ExtractContext, Format, Head, Input, Sink } from '../contract.ts';

/**
 * GZIP, of one or many parts, which make one content as with `gunzip`. What comes after the last part is handed out as
 * a member of its own.
 */
export const format: Format = {
  id: 'gzip',
  mediaType: 'application/gzip',
  runs: 'sandbox',
  detect: (head: Head) => (head.bytes.length >= 10 && beginsGzip(head.bytes) ? 0.95 : 0),
  extract,
};

const endings = [
  [/\.tgz$/i, '.tar'],
  [/\.gz$/i, ''],
] as const;

async function extract(input: Input, sink: Sink, { name }: ExtractContext): Promise<void> {
  const pull = new Pull(input.stream());
  try {
    const header = await readGzipHeader(pull);
    if (header === undefined) return sink.partial('damaged');
    await comment(sink, header.comment);
    const content = parts(pull, sink);
    await sink.member(
      header.name === undefined || header.name.length === 0 ? withoutEnding(name, endings) : decoded(header.name),
      lend(content),
    );
    await drain(content);
    await trailing(pull, sink);
  } finally {
    await pull.close();
  }
}

/** All parts. Damage ends it for this file as well as for the member, which may still be inspected as far as it came. */
async function* parts(pull: Pull, sink: Sink): AsyncGenerator<Buffer> {
  try {
    for (let header: GzipHeader | undefined = { name: undefined, comment: undefined }; header !== undefined; ) {
      yield* gzipContent(pull);
      header = beginsGzip(await pull.peek(4)) ? await readGzipHeader(pull) : undefined;
    }
  } catch (error) {
    if (error instanceof CofferdamError) sink.partial(error.code);
    throw error;
  }
}

const decoded = (text: Buffer): string => text.toString(isUtf8(text) ? 'utf8' : 'latin1');

async function comment(sink: Sink, text: Buffer | undefined): Promise<void> {
  if (text !== undefined && text.length > 0)
    await sink.block({ text: `${decoded(text)}\n`, where: { part: 'comment' } });
}
