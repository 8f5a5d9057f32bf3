import { asBuffer } from '../archives/window.ts';
import type { ExtractContext, Format, Head, Input, Sink } from '../contract.ts';
import { RtfReader } from '../rtf/reader.ts';
import { Tokeniser } from '../rtf/tokens.ts';

/** Rich Text Format. Word opens what begins with `{\rt`, and attackers know that. */
export const format: Format = {
  id: 'rtf',
  mediaType: 'application/rtf',
  runs: 'sandbox',
  detect: ({ bytes }: Head) =>
    /^(?:\xef\xbb\xbf)?\s*\{\\rt/.test(asBuffer(bytes).toString('latin1', 0, 256)) ? 0.95 : 0,
  extract,
};

async function extract(input: Input, sink: Sink, { limits }: ExtractContext): Promise<void> {
  const reader = new RtfReader(sink, limits.maxHeldBytes / 4);
  const tokeniser = new Tokeniser(reader);
  const source = input.stream()[Symbol.asyncIterator]();
  let after: Buffer | undefined;
  while (after === undefined) {
    const next = await source.next();
    if (next.done === true) break;
    after = tokeniser.push(asBuffer(next.value), false);
    await reader.drain();
  }
  if (tokeniser.isOpen) after = tokeniser.push(Buffer.alloc(0), true);
  const isCut = tokeniser.isOpen;
  await reader.end();
  if (isCut) sink.partial('damaged');
  await trailing(sink, after, source);
}

/** What is hidden behind the end of the document; line ends and zeros are padding. */
async function trailing(sink: Sink, first: Buffer | undefined, source: AsyncIterator<Uint8Array>): Promise<void> {
  for (let chunk = first; chunk !== undefined; ) {
    const from = chunk.findIndex((byte) => byte !== 0 && byte !== 0x20 && byte !== 0x0a && byte !== 0x0d);
    if (from >= 0) return sink.member('(bytes after the end)', rest(chunk.subarray(from), source));
    const next = await source.next();
    chunk = next.done === true ? undefined : asBuffer(next.value);
  }
}

async function* rest(first: Buffer, source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
}
