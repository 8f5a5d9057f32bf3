import type { ExtractContext, Input, Sink, Where } from '../contract.ts';
import { decodeMarkup } from '../markup/decode.ts';
import { HtmlReader } from '../markup/html.ts';
import { handOut } from '../markup/pieces.ts';
import { MetaText } from '../office/open-document/meta.ts';
import { openPackage, type Part } from '../office/package.ts';
import { Reading } from '../office/reading.ts';
import { readXml } from '../office/xml.ts';
import { encryptedParts, readPublications } from './publication.ts';

const page = /\.x?html?$/;
/** Sound, fonts and styles, as in all documents, and lists that name what is read anyway. */
const passed =
  /^mimetype$|^meta-inf\/(container|encryption|manifest|metadata|rights|signatures)\.xml$|\.(css|ncx|opf|otf|ttf|woff2?|mp[34]|m4[av])$/;
const picture = /\.(jpe?g|png|gif|webp|svg)$/;

/** Reads a book in EPUB 2 or 3: its pages in order of reading, then those outside of it, then its properties. */
export async function extractBook(input: Input, sink: Sink, context: ExtractContext): Promise<void> {
  const pack = await openPackage(input, sink, context.limits);
  const reading = new Reading(pack, sink, context);
  const publications = await readPublications(pack);
  const sealed = await encryptedParts(pack);
  const pages = new Pages(reading, sealed);
  for (const { spine } of publications) {
    for (const key of spine) await pages.read(pack.part(key), {});
  }
  for (const part of pack.parts) {
    if (page.test(part.key)) await pages.read(part, { part: 'outside of the order of reading' });
  }
  for (const { document } of publications) {
    await reading.part(document, () =>
      readXml(document.open(), new MetaText(reading.writer), () => reading.writer.drain()),
    );
  }
  for (const part of pack.parts) {
    if (reading.isRead(part)) continue;
    if (passed.test(part.key)) reading.pass(part);
    else if (sealed.has(part.key)) await sealedPart(reading, part);
    else if (picture.test(part.key)) await reading.picture(part);
    else await reading.member(part);
  }
  await reading.writer.end();
  reading.conclude();
}

/** A part whose bytes are under a key that is not in the book. */
async function sealedPart(reading: Reading, part: Part): Promise<void> {
  reading.pass(part);
  await reading.sink.unreadableMember(part.name, 'protection-unsupported');
}

class Pages {
  readonly #reading: Reading;
  readonly #sealed: ReadonlySet<string>;
  /** Tables of all pages before: a reader of one page counts from 1. */
  #tables = 0;

  constructor(reading: Reading, sealed: ReadonlySet<string>) {
    this.#reading = reading;
    this.#sealed = sealed;
  }

  async read(part: Part | undefined, where: Where): Promise<void> {
    if (part === undefined || this.#reading.isRead(part)) return;
    if (this.#sealed.has(part.key)) return sealedPart(this.#reading, part);
    return this.#reading.part(part, () => this.#page(part, where));
  }

  async #page(part: Part, where: Where): Promise<void> {
    const { sink, context } = this.#reading;
    const reader = new HtmlReader({ where, maxHeld: context.limits.maxHeldBytes / 4 });
    let last = 0;
    const numbered: Sink = {
      ...sink,
      block: async (block) => {
        last = Math.max(last, block.table ?? 0);
        await sink.block(block.table === undefined ? block : { ...block, table: block.table + this.#tables });
      },
    };
    const read = (): Promise<Uint8Array> => Promise.reject(new TypeError('a page is read from its start'));
    try {
      for await (const text of decodeMarkup({ size: undefined, read, stream: () => part.open() }, sink)) {
        reader.write(text);
        await handOut(reader.pieces, numbered);
      }
    } finally {
      reader.end();
      await handOut(reader.pieces, numbered);
      this.#tables += last;
    }
  }
}
