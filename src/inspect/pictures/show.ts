import { BlockWriter } from '../blocks/block-writer.ts';
import type { RandomInput } from '../bytes/random-input.ts';
import type { ExtractContext, Sink, Where } from '../contract.ts';
import { layOut } from '../pdf/layout.ts';
import type { Item } from '../pdf/segments.ts';
import { TableWriter } from '../pdf/table-writer.ts';
import { canRead, recognise, type Sight } from './engine.ts';
import type { Page } from './exif.ts';
import { meanConfidence, type Word } from './words.ts';

/** Four bytes each, and as much again in grey and in black and white: 40 million take about 400 MB. */
const mostPixels = 40_000_000;
/** Smaller ones are dots, rules and icons: no letter can be told in them. */
const leastSide = 16;
/** What a small one counts as: it takes its time, too. */
const leastPixels = 100_000;
/** A line whose words have less in the mean is no text: a pattern, a face, a stamp. */
const noise = 40;
/** A word with less is a guess; where there is one, or the mean of all is below that, somebody has to look. */
const guess = 50;
const sure = 75;
/** Size of a type for the height of its tallest letters. */
const emHeight = 1.25;

/** Reads what pictures show, by OCR, into blocks, and tells what could not be read or not surely. */
export class Shown {
  readonly #sink: Sink;
  readonly #context: ExtractContext;
  readonly #writer: BlockWriter;
  readonly #tables: TableWriter;
  #isSpent = false;

  constructor(sink: Sink, context: ExtractContext, writer = new BlockWriter(sink), tables = new TableWriter(writer)) {
    this.#sink = sink;
    this.#context = context;
    this.#writer = writer;
    this.#tables = tables;
  }

  /** Whether pictures are read at all, and the limit was not met yet. */
  async isWanted(): Promise<boolean> {
    const { drawPixels, languages } = this.#context;
    return !this.#isSpent && drawPixels !== undefined && (await canRead(languages));
  }

  /** A picture in a file format that the engine decodes. */
  async picture(bytes: Uint8Array, page: Page, where: Where): Promise<void> {
    const { languages } = this.#context;
    if (page.width < leastSide || page.height < leastSide) {
      // A size of zero is one that is not known.
      if (page.width === 0 || page.height === 0) this.#sink.partial('no-text-layer');
      return;
    }
    const draw = this.#context.drawPixels;
    if (draw === undefined || !(await canRead(languages))) return this.#sink.partial('no-text-layer');
    const pixels = page.width * page.height;
    if (pixels > mostPixels) return this.#sink.partial('limit-pixels');
    this.#isSpent = !draw(Math.max(pixels, leastPixels));
    if (this.#isSpent) return this.#sink.partial('limit-pixels');
    let sight: Sight | undefined;
    try {
      sight = await recognise(bytes, page.orientation, pixels, languages);
    } catch (error) {
      return this.#sink.partial(/memory|OOM/i.test(String(error)) ? 'limit-memory' : 'reader-crashed');
    }
    if (sight === undefined) return this.#sink.partial('no-text-layer');
    if (sight.isUnread) this.#sink.partial('no-words-found');
    this.#write(sight.words, page, where);
    await this.#writer.end();
  }

  #write(words: readonly Word[], page: Page, where: Where): void {
    const lines = Map.groupBy(words, ({ line }) => line);
    const kept = words.filter(({ line }) => meanConfidence(lines.get(line) ?? []) >= noise);
    const guessed = words.some(({ text, confidence }) => confidence < guess && isWord(text));
    if (guessed || (words.length > 0 && meanConfidence(words) < sure)) this.#sink.partial('picture-unclear');
    if (liesDown(kept)) return this.#lines(kept, where);
    const height = Math.max(page.width, page.height);
    for (const piece of layOut(itemsOf(kept, height))) {
      if (piece.kind === 'table') this.#tables.write(piece.columns, piece.rows, where);
      else {
        this.#writer.place(where);
        for (const line of piece.lines) this.#writer.line(line);
      }
    }
  }

  /** Line by line as the engine gives them. */
  #lines(words: readonly Word[], where: Where): void {
    this.#writer.place(where);
    const lines = Map.groupBy(words, ({ line }) => line);
    for (const line of lines.values()) this.#writer.line(line.map(({ text }) => text).join(' '));
  }
}

/**
 * The pages of a file in a format that holds one picture, or several behind one another. What is behind its end is kept from the
 * engine: some decoders refuse the whole for it.
 */
export async function showText(
  input: RandomInput,
  pages: readonly Page[],
  sink: Sink,
  context: ExtractContext,
  end = input.size,
): Promise<void> {
  if (pages.length === 0) return sink.partial('no-text-layer');
  const shown = new Shown(sink, context);
  const bytes = await input.read(0, end);
  for (const [index, page] of pages.entries()) {
    const where = pages.length > 1 ? { page: index + 1, part: 'picture' } : { part: 'picture' };
    if (page.hasMore === true) sink.partial('no-text-layer');
    await shown.picture(page.directory === undefined ? bytes : beginningAt(bytes, page.directory), page, where);
  }
}

/** A TIFF file whose first page is the one at an offset: the engine reads the first. */
function beginningAt(bytes: Uint8Array, directory: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  new DataView(copy.buffer).setUint32(4, directory, copy[0] === 0x49);
  return copy;
}

/** What could say something; specks are read as points and strokes. */
const isWord = (text: string): boolean => (text.match(/[\p{L}\p{N}<]/gu)?.length ?? 0) >= 3;

/** Whether the lines of a picture run up or down: boxes are those of the picture as it lies. */
function liesDown(words: readonly Word[]): boolean {
  const long = words.filter(({ text }) => text.length > 2);
  return long.filter(({ width, height }) => height > width).length > long.length / 2;
}

/** Words as the reader of PDF pages takes them: up from the lower edge, all of a line at one height and of one size. */
function itemsOf(words: readonly Word[], pageHeight: number): Item[] {
  return [...Map.groupBy(words, ({ line }) => line).values()].flatMap((line) => {
    const size = emHeight * Math.max(...line.map(({ height }) => height));
    const bottom = Math.max(...line.map(({ top, height }) => top + height));
    return line.map(({ text, left, width }) => {
      return { str: text, dir: 'ltr', transform: [size, 0, 0, size, left, pageHeight - bottom], width, height: size };
    });
  });
}
