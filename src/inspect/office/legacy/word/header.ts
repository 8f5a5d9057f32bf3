import { fail } from '#platform/errors';
import { type RandomInput, exactly } from '../../../bytes/random-input.ts';

/** Where something lies in the table stream. */
export interface Place {
  readonly offset: number;
  readonly length: number;
}

/** How many characters each part of the text has, in the order in which they stand. */
interface PartLengths {
  readonly body: number;
  readonly footnotes: number;
  readonly headers: number;
  readonly macros: number;
  readonly comments: number;
  readonly endnotes: number;
  readonly boxes: number;
  readonly headerBoxes: number;
}

/** What the beginning of a document says about the rest ([MS-DOC] 2.5.1). */
export interface WordHeader {
  /** Word 6 and 95: one byte a character, tables in the document's own stream, properties by older numbers. */
  readonly old: boolean;
  readonly encrypted: boolean;
  readonly obfuscated: boolean;
  readonly table: '0Table' | '1Table';
  /** Bytes of the encryption header, in clear, at the beginning of the table stream. */
  readonly keyBytes: number;
  readonly language: number;
  readonly lengths: PartLengths;
  /** Where the text begins, for documents without pieces. */
  readonly textStart: number;
  place(index: number): Place;
}

/** Indexes of what is read of the table stream ([MS-DOC] 2.5.6, in order of FibRgFcLcb97). */
export const indexOf = {
  headers: 11,
  characters: 12,
  paragraphs: 13,
  pieces: 33,
  commentAuthors: 36,
  shapes: 40,
  changeAuthors: 51,
  variables: 60,
  savedBy: 71,
} as const;

const identity = { word97: 0xa5ec, word6: 0xa5dc } as const;
const flag = { encrypted: 0x100, secondTable: 0x200, obfuscated: 0x8000 } as const;
/** In clear even where the rest is encrypted ([MS-DOC] 2.2.6.2). */
export const clearBytes = 68;
const firstPlace = 154;
/** The last index that is read, and what lies before it. */
const headerBytes = firstPlace + (indexOf.savedBy + 1) * 8;
/** In Word 6 and 95 the same order begins here. */
const firstPlace6 = 88;

/** Reads the header. Throws `damaged`, `feature-unsupported` for documents before Word 6. */
export async function readHeader(stream: RandomInput): Promise<WordHeader> {
  const view = await exactly(stream, 0, Math.min(stream.size, headerBytes));
  if (view.byteLength < clearBytes) fail('damaged', 'Word header');
  const kind = view.getUint16(0, true);
  if (kind !== identity.word97 && kind !== identity.word6) fail('feature-unsupported', 'document before Word 6');
  const old = kind === identity.word6;
  const flags = view.getUint16(10, true);
  const word = (at: number): number => (at + 4 <= view.byteLength ? view.getUint32(at, true) : 0);
  const from = old ? 52 : 76;
  const [body, footnotes, headers, macros, comments, endnotes, boxes, headerBoxes] = Array.from(
    { length: 8 },
    (_, at) => word(from + at * 4),
  ) as [number, number, number, number, number, number, number, number];
  return {
    old,
    encrypted: (flags & flag.encrypted) !== 0,
    obfuscated: (flags & flag.obfuscated) !== 0 || (old && (flags & flag.encrypted) !== 0),
    table: (flags & flag.secondTable) === 0 ? '0Table' : '1Table',
    keyBytes: word(14),
    language: view.getUint16(6, true),
    lengths: { body, footnotes, headers, macros, comments, endnotes, boxes, headerBoxes },
    textStart: word(24),
    place: (index) => {
      const at = old ? oldPlace(index) : firstPlace + index * 8;
      return at < 0 ? { offset: 0, length: 0 } : { offset: word(at), length: word(at + 4) };
    },
  };
}

/** Word 6 has the pieces and the headers at the same index; what else it has at others is not asked for. */
function oldPlace(index: number): number {
  return index === indexOf.pieces || index === indexOf.headers ? firstPlace6 + index * 8 : -1;
}
