import type { Block, Sink } from '../contract.ts';
import { HtmlReader } from '../markup/html.ts';
import { handOut, type Piece } from '../markup/pieces.ts';
import { Writer } from '../markup/writer.ts';
import { Said } from '../mail/said.ts';
import { decodeBody } from '../mail/text-body.ts';
import { encodingOfPage } from '../text/code-pages.ts';
import { RtfReader } from '../rtf/reader.ts';
import { Tokeniser } from '../rtf/tokens.ts';
import { expandRtf } from './compressed-rtf.ts';
import { HtmlInRtf, isHtmlInRtf } from './html-in-rtf.ts';
import { id } from './ids.ts';
import { type Properties, valueType } from './properties.ts';

/** Versions of a body that are compared with the plain text; longer ones are handed out as they are. */
const longestCompared = 1024 * 1024;

/** Writes the body of a message: the plain text, then what HTML and RTF say beyond it. */
export async function writeBody(message: Properties, sink: Sink, maxHeld: number): Promise<void> {
  const said = new Said();
  const uncertain = (): void => sink.partial('encoding-uncertain');
  const plain = message.values.get(id.body);
  if (plain !== undefined) {
    const pieces: Piece[] = [];
    const writer = new Writer({}, pieces);
    const encoding = message.encodingOf(id.body);
    const width = encoding === 'utf-16le' ? 2 : 1;
    for await (const text of decodeBody(unterminated(plain.open(), width), encoding, uncertain)) {
      writer.verbatim(text);
      said.add(text);
      await handOut(pieces, sink);
    }
    writer.end();
    await handOut(pieces, sink);
    said.add('\n');
  }
  const beyond = comparing(sink, said);
  const html = message.values.get(id.html);
  if (html !== undefined && html.size > 0) {
    const page = (await message.number(id.htmlCodePage)) ?? 65_001;
    const charset = html.type === valueType.binary ? encodingOfPage(page) : message.encodingOf(id.html);
    await writeHtml(decodeBody(buffers(html.open()), charset, uncertain), beyond, maxHeld);
  } else if (message.has(id.rtf)) {
    await writeRtf(expandRtf(Buffer.from(await message.bytes(id.rtf, maxHeld)), maxHeld), beyond, maxHeld);
  }
}

/** A sink that lets through what the plain text did not say. */
function comparing(sink: Sink, said: Said): Sink {
  let compared = 0;
  return {
    ...sink,
    block: async (block: Block) => {
      compared += block.text.length;
      if (compared > longestCompared || !said.covers(block)) await sink.block(block);
    },
  };
}

async function writeHtml(source: AsyncIterable<string>, sink: Sink, maxHeld: number): Promise<void> {
  const reader = new HtmlReader({ where: {}, maxHeld });
  try {
    for await (const text of source) {
      reader.write(text);
      await handOut(reader.pieces, sink);
    }
  } finally {
    reader.end();
    await handOut(reader.pieces, sink);
  }
}

async function writeRtf(rtf: Buffer, sink: Sink, maxHeld: number): Promise<void> {
  if (isHtmlInRtf(rtf)) {
    const tokens = new HtmlInRtf();
    return writeHtml(
      pushed(rtf, new Tokeniser(tokens), () => tokens.take()),
      sink,
      maxHeld,
    );
  }
  const reader = new RtfReader(sink, maxHeld);
  for await (const _ of pushed(rtf, new Tokeniser(reader), () => '')) await reader.drain();
  await reader.end();
}

/** Reads RTF in portions, with what came of each. */
async function* pushed(rtf: Buffer, tokeniser: Tokeniser, take: () => string): AsyncGenerator<string> {
  const step = 1 << 16;
  for (let at = 0; at < rtf.length && tokeniser.isOpen; at += step) {
    tokeniser.push(rtf.subarray(at, at + step), at + step >= rtf.length);
    yield await Promise.resolve(take());
  }
}

async function* buffers(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const bytes of source) yield Buffer.from(bytes);
}

/** A text without the zeros that may end it, each `width` bytes. */
async function* unterminated(source: AsyncIterable<Uint8Array>, width: 1 | 2): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0);
  for await (const bytes of source) {
    if (held.length > 0) yield held;
    held = Buffer.from(bytes);
  }
  let end = held.length;
  while (end >= width && held.subarray(end - width, end).every((byte) => byte === 0)) end -= width;
  if (end > 0) yield held.subarray(0, end);
}
