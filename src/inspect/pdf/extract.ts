import type { PDFPageProxy } from 'pdfjs-dist';
import { CofferdamError, fail } from '#platform/errors';
import type { ExtractContext, Input, Sink } from '../contract.ts';
import { type RandomInput, heldInput, randomAccess } from '../bytes/random-input.ts';
import { BlockWriter } from '../blocks/block-writer.ts';
import { Shown } from '../pictures/show.ts';
import { Aside } from './aside.ts';
import { areWhole, mayJoinCells, splitCells } from './cells.ts';
import { type Glyph, glyphsOf } from './glyphs.ts';
import { type Engine, loadEngine } from './engine.ts';
import { holdsPicture } from './pictures.ts';
import { layOut } from './layout.ts';
import { type OpenDocument, type Strictness, heldAtOnce, openDocument } from './open.ts';
import { rebuild } from './rebuild.ts';
import type { Item, TextItem } from './segments.ts';
import { scansOf } from './scans.ts';
import { TableWriter } from './table-writer.ts';

/** A page at 72 dpi has twice as many. */
const scanPixels = 250_000;
/** Pages after which PDF.js lets go of what it holds of earlier ones. */
const pagesHeld = 50;
/** The end of a whole file stands in its last bytes. */
const endBytes = 2048;
/** A page with less text may be a scan with a stamp, a header of a fax or the number of a bundle on it. */
const stampLength = 200;
const withTags = { includeMarkedContent: true };

/** Reads a PDF document: pages, annotations, form, bookmarks, properties and attachments. */
export async function extractPdf(input: Input, sink: Sink, context: ExtractContext): Promise<void> {
  const engine = await loadEngine();
  const random = await randomAccess(input, context.limits.maxHeldBytes);
  const reading = new PdfReading(engine, random, sink, context);
  try {
    await reading.run();
  } catch (error) {
    if (error instanceof CofferdamError) throw error;
    fail('damaged', 'PDF', error);
  } finally {
    await reading.close();
  }
}

class PdfReading {
  readonly #engine: Engine;
  #input: RandomInput;
  readonly #sink: Sink;
  readonly #context: ExtractContext;
  readonly #writer: BlockWriter;
  readonly #tables: TableWriter;
  readonly #open: OpenDocument[] = [];
  readonly #aside: Aside;
  readonly #shown: Shown;
  #lenient: OpenDocument | undefined;
  #decoding: OpenDocument | undefined;

  constructor(engine: Engine, input: RandomInput, sink: Sink, context: ExtractContext) {
    this.#engine = engine;
    this.#input = input;
    this.#sink = sink;
    this.#context = context;
    this.#writer = new BlockWriter(sink);
    this.#tables = new TableWriter(this.#writer);
    this.#aside = new Aside(this.#writer, sink);
    this.#shown = new Shown(sink, context, this.#writer, this.#tables);
  }

  async run(): Promise<void> {
    await this.#checkEnd();
    const open = await this.#first();
    const { document, during } = open;
    let read = 0;
    for (let number = 1; number <= document.numPages; number++) {
      if (await this.#page(open, number)) read++;
      if (number % pagesHeld === 0) {
        await during(document.cleanup());
        await this.#lenient?.document.cleanup();
        await this.#decoding?.document.cleanup();
      }
    }
    await this.#writer.end();
    await this.#attempt(() => this.#aside.otherFields(open));
    await this.#attempt(() => this.#aside.outline(open));
    await this.#attempt(() => this.#aside.properties(open));
    await this.#writer.end();
    await this.#attempt(() => this.#aside.attachments(open));
    if (read === 0) fail('damaged', 'PDF');
  }

  async close(): Promise<void> {
    for (const { close } of this.#open) await close().catch(() => undefined);
  }

  /** Opens the document; one that lost its end as far as its pages can be found. */
  async #first(): Promise<OpenDocument> {
    try {
      return await this.#reopen('strict');
    } catch (error) {
      const damaged = error instanceof CofferdamError && error.code === 'damaged';
      if (!damaged || this.#input.size > heldAtOnce) throw error;
      const bytes = rebuild(await this.#input.read(0, this.#input.size));
      if (bytes === undefined) throw error;
      this.#input = heldInput(bytes);
      this.#sink.partial('damaged');
      return await this.#reopen('strict');
    }
  }

  async #reopen(strictness: Strictness): Promise<OpenDocument> {
    const open = await openDocument(this.#engine, this.#input, this.#context.passwords, strictness);
    this.#open.push(open);
    return open;
  }

  /** A file without its end was cut short: PDF.js finds what it can and says nothing. */
  async #checkEnd(): Promise<void> {
    const at = Math.max(0, this.#input.size - endBytes);
    const end = Buffer.from(await this.#input.read(at, endBytes));
    if (!end.includes('%%EOF')) this.#sink.partial('damaged');
  }

  /** Work whose failure leaves out something, but not the rest. Limits and failures of the sink go through. */
  async #attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (error instanceof CofferdamError && error.code !== 'damaged') throw error;
      this.#sink.partial('damaged');
      return false;
    }
  }

  async #page(open: OpenDocument, number: number): Promise<boolean> {
    const { document, during } = open;
    return this.#attempt(async () => {
      const page = await during(document.getPage(number));
      let written = 0;
      await this.#attempt(async () => {
        const items = await this.#items(open, page, number);
        written = this.#text(items, number);
      });
      await this.#attempt(async () => {
        if (await this.#aside.annotations(open, page, number)) written = Math.max(written, 1);
      });
      if (written < stampLength && (await this.#isPicture(number))) await this.#scan(number, written > 0);
      page.cleanup();
      await this.#writer.drain();
    });
  }

  /** The text of a page; where it is in error, what a lenient reader makes of it. */
  async #items(open: OpenDocument, page: PDFPageProxy, number: number): Promise<Item[]> {
    let items: Item[];
    try {
      items = textItems((await open.during(page.getTextContent(withTags))).items);
    } catch (error) {
      if (error instanceof CofferdamError) throw error;
      this.#sink.partial('damaged');
      const again = await this.#lenientPage(number);
      return textItems((await again.getTextContent(withTags)).items);
    }
    if (!mayJoinCells(items)) return items;
    const glyphs = await this.#glyphs(open, page, number, items);
    return splitCells(items, glyphs, this.#engine.normalizeUnicode);
  }

  /** The signs of a page; none where it cannot be drawn: its text is known all the same. */
  async #glyphs(open: OpenDocument, page: PDFPageProxy, number: number, items: readonly Item[]): Promise<Glyph[]> {
    try {
      const strict = await open.during(glyphsOf(this.#engine, page));
      if (areWhole(strict, items)) return strict;
      // Strict drawing breaks off at the first picture and says nothing.
      const lenient = await this.#lenientPage(number);
      const glyphs = await open.during(glyphsOf(this.#engine, lenient));
      lenient.cleanup();
      return glyphs;
    } catch (error) {
      if (error instanceof CofferdamError && error.code !== 'damaged') throw error;
      return [];
    }
  }

  /** Strict reading gives up a page at its first picture, since pictures are over the limit: ask the lenient one. */
  async #isPicture(number: number): Promise<boolean> {
    return holdsPicture(this.#engine, await this.#lenientPage(number));
  }

  /** What the pictures of a page show that has no text; beside some, those that are no logos. */
  async #scan(number: number, isBeside: boolean): Promise<void> {
    if (!(await this.#shown.isWanted())) return isBeside ? undefined : this.#sink.partial('no-text-layer');
    this.#decoding ??= await this.#reopen('pictures');
    const { document, during } = this.#decoding;
    const page = await during(document.getPage(number));
    const { scans, isAll } = await during(scansOf(this.#engine, page));
    page.cleanup();
    if (isBeside && !scans.some(({ page: { width, height } }) => width * height >= scanPixels)) return;
    if (!isAll) this.#sink.partial('no-text-layer');
    for (const { bitmap, page: size } of scans) {
      await this.#shown.picture(bitmap, size, { page: number, part: 'picture' });
    }
  }

  async #lenientPage(number: number): Promise<PDFPageProxy> {
    this.#lenient ??= await this.#reopen('lenient');
    const { document, during } = this.#lenient;
    return during(document.getPage(number));
  }

  /** How many characters were shown. */
  #text(items: readonly Item[], page: number): number {
    const where = { page };
    let shown = 0;
    let unknown = 0;
    for (const piece of layOut(items)) {
      if (piece.kind === 'table') this.#tables.write(piece.columns, piece.rows, where);
      else {
        this.#writer.place(where);
        for (const line of piece.lines) this.#writer.line(line);
      }
    }
    for (const { str } of items.filter((item): item is TextItem => 'str' in item)) {
      shown += str.length;
      // Glyphs without a meaning come out as control characters or from the private use area.
      unknown += str.match(/[\0-\x08\x0e-\x1f\ue000-\uf8ff\ufffd]/g)?.length ?? 0;
    }
    if (unknown >= 20 && unknown * 2 > shown) this.#sink.partial('encoding-uncertain');
    return shown;
  }
}

function textItems(items: readonly object[]): Item[] {
  return items.filter((item): item is Item => 'str' in item || 'type' in item);
}
