import { fail } from '#platform/errors';
import type { Where } from '../../../contract.ts';
import { Flow } from '../../../rtf/flow.ts';
import { decoderOf, encodingOfPage, pageOfLanguage } from '../../../text/code-pages.ts';
import type { CompoundEntry, CompoundFile } from '../../compound-file.ts';
import type { LegacyReading } from '../reading.ts';
import { indexOf, type WordHeader } from './header.ts';
import { openWord, type WordStreams } from './open.ts';
import { hasLargeShape } from './pictures.ts';
import { readPieces, type TextPiece } from './pieces.ts';
import { listOfCharacters, listOfParagraphs, PropertyPages } from './property-pages.ts';
import { readStrings, readStringTable } from './strings.ts';
import { type Seen, WordText } from './text.ts';

const chunkBytes = 1 << 16;

/** A stretch of the text with a place of its own, in characters. */
interface Part {
  readonly start: number;
  readonly end: number;
  readonly part: string | undefined;
}

/** Reads a document of Word 6 to 2003: its text in all parts, then who wrote in it. */
export async function readWordStream(reading: LegacyReading, file: CompoundFile, entry: CompoundEntry): Promise<void> {
  const streams = await openWord(file, entry, reading.context);
  const { header, text: stream } = streams;
  const pieces = await piecesOf(streams);
  const last = pieces.at(-1)?.end ?? 0;
  // A character takes a byte at least: pieces that say the same bytes again and again would make a small file endless.
  if (last > stream.size) fail('damaged', 'pieces of text');
  const parts = await partsOf(streams, last);
  const pages = async (index: number, list: typeof listOfCharacters): Promise<PropertyPages | undefined> =>
    header.old ? undefined : new PropertyPages(stream, await streams.table(header.place(index)), list);
  const characters = await pages(indexOf.characters, listOfCharacters);
  const paragraphs = await pages(indexOf.paragraphs, listOfParagraphs);
  const seen: Seen = { hasText: false, hasPicture: false, hasScan: false };
  const decoder = decoderOf(encodingOfPage(header.old ? pageOfLanguage(header.language) : 1252) ?? 'windows-1252');
  let first = 0;
  for (const part of parts) {
    while ((pieces[first]?.end ?? Infinity) <= part.start) first++;
    const flow = new Flow(reading.writer, reading.tables, whereOf(reading, part));
    const text = new WordText(flow, seen, paragraphs, streams.data);
    try {
      for (let at = first; (pieces[at]?.start ?? Infinity) < part.end; at++) {
        const piece = pieces[at] as TextPiece;
        await readPiece(reading, { piece, part, text, streams, characters, decoder });
      }
    } finally {
      text.end();
    }
    await reading.writer.drain();
  }
  if (last < totalOf(header)) reading.sink.partial('damaged');
  if (!header.old) await readBesideText(reading, streams, seen);
  if (seen.hasScan || (seen.hasPicture && !seen.hasText)) reading.sink.partial('no-text-layer');
}

/** The pieces; a document of Word 6 without any lies in one run. */
async function piecesOf({ header, table }: WordStreams): Promise<TextPiece[]> {
  const place = header.place(indexOf.pieces);
  if (place.length > 0 || !header.old) return readPieces(await table(place), header.old);
  return [{ start: 0, end: totalOf(header), offset: header.textStart, width: 1, marks: undefined }];
}

function totalOf({ lengths }: WordHeader): number {
  return Object.values(lengths).reduce<number>((sum, length) => sum + length, 0);
}

/** The parts in the order in which they stand; what stands behind all of them belongs to none, and is read too. */
async function partsOf({ header, table }: WordStreams, last: number): Promise<Part[]> {
  const { lengths } = header;
  const parts: Part[] = [];
  let at = 0;
  const add = (length: number, part: string | undefined): void => {
    if (length > 0) parts.push({ start: at, end: at + length, part });
    at += length;
  };
  add(lengths.body, undefined);
  add(lengths.footnotes, 'footnote');
  if (lengths.headers > 0) parts.push(...headersOf(await table(header.place(indexOf.headers)), at, lengths.headers));
  at += lengths.headers;
  add(lengths.macros, 'macro');
  add(lengths.comments, 'comment');
  add(lengths.endnotes, 'endnote');
  add(lengths.boxes, undefined);
  add(lengths.headerBoxes, 'header');
  add(last - at, undefined);
  return parts;
}

/** Six lines that part notes, then for each section headers and footers of even, odd and first pages ([MS-DOC] 2.3.3). */
function headersOf(table: Buffer, from: number, length: number): Part[] {
  const ends = Array.from({ length: Math.floor(table.length / 4) }, (_, at) => table.readUInt32LE(at * 4));
  const parts: Part[] = [];
  let start = 0;
  for (const [index, end] of ends.slice(1).entries()) {
    if (end > length || end <= start) continue;
    const part = index >= 6 && [2, 3, 5].includes(index % 6) ? 'footer' : 'header';
    parts.push({ start: from + start, end: from + end, part });
    start = end;
  }
  if (start < length) parts.push({ start: from + start, end: from + length, part: 'header' });
  return parts;
}

function whereOf({ outer }: LegacyReading, { part }: Part): Where {
  const named = [outer.part, part].filter((piece) => piece !== undefined).join(', ');
  return named === '' ? { ...outer } : { ...outer, part: named };
}

interface PieceReading {
  readonly piece: TextPiece;
  readonly part: Part;
  readonly text: WordText;
  readonly streams: WordStreams;
  readonly characters: PropertyPages | undefined;
  readonly decoder: TextDecoder;
}

/** What a piece has of a part, run by run of the same properties. */
async function readPiece({ writer, sink }: LegacyReading, work: PieceReading): Promise<void> {
  const { piece, part, text, streams, characters, decoder } = work;
  const { width } = piece;
  const from = Math.max(piece.start, part.start);
  const end = piece.offset + (Math.min(piece.end, part.end) - piece.start) * width;
  for (let at = piece.offset + (from - piece.start) * width; at < end; ) {
    const bytes = Buffer.from(await streams.text.read(at, Math.min(chunkBytes, end - at)));
    if (bytes.length < width) return sink.partial('damaged');
    const whole = bytes.length - (bytes.length % width);
    for (let inside = 0; inside < whole; ) {
      const run = await characters?.at(at + inside);
      const stop = Math.min(whole, Math.max(inside + width, (run?.end ?? Infinity) - at));
      const taken = bytes.subarray(inside, stop - ((stop - inside) % width));
      const decoded = width === 2 ? taken.toString('utf16le') : decoder.decode(taken);
      await text.run(decoded, at + inside, width, run?.marks ?? {}, piece.marks);
      inside += taken.length;
    }
    at += whole;
    await writer.drain();
  }
}

/** Who changed, commented and saved the document, and its variables. */
async function readBesideText(reading: LegacyReading, { header, table }: WordStreams, seen: Seen): Promise<void> {
  const strings = async (index: number): Promise<Buffer> => table(header.place(index));
  const { outer } = reading;
  const say = (part: string, label: string | undefined, text: string): void =>
    reading.say(outer.part === undefined ? part : `${outer.part}, ${part}`, label, text);
  for (const author of readStringTable(await strings(indexOf.changeAuthors)).texts) {
    if (author !== 'Unknown') say('change author', 'author', author);
  }
  for (const author of readStrings(await strings(indexOf.commentAuthors), false)) {
    say('comment author', 'author', author);
  }
  const saved = readStringTable(await strings(indexOf.savedBy)).texts;
  for (let at = 0; at < saved.length; at += 2) {
    say('saved by', 'author', saved[at] ?? '');
    say('saved by', undefined, saved[at + 1] ?? '');
  }
  const variables = await strings(indexOf.variables);
  const { texts: names, end } = readStringTable(variables);
  for (const [at, value] of readStrings(variables.subarray(end), true).slice(0, names.length).entries()) {
    say('settings', names[at], value);
  }
  const boxes = header.lengths.boxes;
  if (boxes === 0 && hasLargeShape(await strings(indexOf.shapes))) seen.hasScan = true;
}
