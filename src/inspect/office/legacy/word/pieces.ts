import { fail } from '#platform/errors';
import { type Marks, readMarks, shortMarks } from './marks.ts';

/** Text that lies in one run of bytes in the document's stream. */
export interface TextPiece {
  /** Characters of the text, first included, last not. */
  readonly start: number;
  readonly end: number;
  readonly offset: number;
  /** Bytes of a character. */
  readonly width: 1 | 2;
  /** What was changed of all of it since it was written: a document saved fast lists changes here. */
  readonly marks: Marks | undefined;
}

const kind = { properties: 1, pieces: 2 } as const;
const compressed = 0x40000000;

/** The pieces of a document's text ([MS-DOC] 2.9.38): a document that was saved fast has them in any order. */
export function readPieces(bytes: Buffer, old: boolean): TextPiece[] {
  const lists: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const type = bytes.readUInt8(at);
    if (type === kind.properties && at + 3 <= bytes.length) {
      const length = bytes.readUInt16LE(at + 1);
      lists.push(bytes.subarray(at + 3, at + 3 + length));
      at += 3 + length;
    } else if (type === kind.pieces && at + 5 <= bytes.length) {
      const length = bytes.readUInt32LE(at + 1);
      if (length > bytes.length - at - 5) fail('damaged', 'pieces of text');
      return readTable(bytes.subarray(at + 5, at + 5 + length), lists, old);
    } else break;
  }
  return fail('damaged', 'pieces of text');
}

function readTable(bytes: Buffer, lists: readonly Buffer[], old: boolean): TextPiece[] {
  const count = Math.floor((bytes.length - 4) / 12);
  const pieces: TextPiece[] = [];
  for (let at = 0; at < count; at++) {
    const [start, end] = [bytes.readUInt32LE(at * 4), bytes.readUInt32LE(at * 4 + 4)];
    if (end < start || end > 0x7fffffff) fail('damaged', 'pieces of text');
    const from = (count + 1) * 4 + at * 8;
    const place = bytes.readUInt32LE(from + 2);
    const isNarrow = (place & compressed) !== 0;
    const property = bytes.readUInt16LE(from + 6);
    const marks = (property & 1) === 0 ? shortMarks(property) : listed(lists[property >> 1], old);
    pieces.push({
      start,
      end,
      offset: old ? place : isNarrow ? (place & 0x3fffffff) >>> 1 : place & 0x3fffffff,
      width: old || isNarrow ? 1 : 2,
      marks,
    });
  }
  return pieces;
}

const listed = (list: Buffer | undefined, old: boolean): Marks | undefined =>
  list === undefined || old ? undefined : readMarks(list);
