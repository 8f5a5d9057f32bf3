import { compoundFile } from './compound-file.ts';

/** A piece of text as it lies in a document; `property` is what was changed of all of it since. */
export interface MadePiece {
  readonly text: string;
  readonly wide?: boolean;
  readonly property?: number;
}

const textStart = 1024;

/**
 * A document of Word 97 ([MS-DOC]) without properties of characters and paragraphs. Pieces lie in the stream from the last to
 * the first, as after fast saves.
 */
export function wordDocument(
  pieces: readonly MadePiece[],
  beside: readonly (readonly [string, Uint8Array])[] = [],
): Uint8Array {
  const offsets = new Map<MadePiece, number>();
  const parts: Buffer[] = [];
  let at = textStart;
  for (const piece of pieces.toReversed()) {
    const bytes = Buffer.from(piece.text, piece.wide === true ? 'utf16le' : 'latin1');
    offsets.set(piece, at);
    parts.push(bytes);
    at += bytes.length;
  }
  const table = Buffer.alloc((pieces.length + 1) * 4 + pieces.length * 8);
  let end = 0;
  for (const [index, piece] of pieces.entries()) {
    const offset = offsets.get(piece) ?? 0;
    const from = (pieces.length + 1) * 4 + index * 8;
    end += piece.text.length;
    table.writeUInt32LE(end, (index + 1) * 4);
    table.writeUInt32LE(piece.wide === true ? offset : (offset * 2) | 0x40000000, from + 2);
    table.writeUInt16LE(piece.property ?? 0, from + 6);
  }
  const list = Buffer.concat([Buffer.from([2]), word(table.length), table]);
  const header = Buffer.alloc(textStart);
  header.writeUInt16LE(0xa5ec, 0);
  header.writeUInt16LE(0xc1, 2);
  header.writeUInt32LE(end, 76);
  header.writeUInt32LE(0, 154 + 33 * 8);
  header.writeUInt32LE(list.length, 154 + 33 * 8 + 4);
  return compoundFile([['WordDocument', Buffer.concat([header, ...parts])], ['0Table', list], ...beside]);
}

/** A document of Word 6: bytes of a code page in one run, told by the language. */
export function word6Document(text: Uint8Array, language: number): Uint8Array {
  const header = Buffer.alloc(textStart);
  header.writeUInt16LE(0xa5dc, 0);
  header.writeUInt16LE(101, 2);
  header.writeUInt16LE(language, 6);
  header.writeUInt32LE(textStart, 24);
  header.writeUInt32LE(text.length, 52);
  return compoundFile([['WordDocument', Buffer.concat([header, text])]]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
