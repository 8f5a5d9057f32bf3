/** What properties of characters and paragraphs say that decides how text is read. Absent: nothing is said. */
export interface Marks {
  readonly deleted?: boolean;
  readonly hidden?: boolean;
  /** Control characters stand for something else: a picture, a note, a field. */
  readonly special?: boolean;
  /** Where the picture or object is told of in the stream `Data`. */
  readonly picture?: number;
  readonly inTable?: boolean;
  /** How many tables deep. */
  readonly depth?: number;
  readonly rowEnd?: boolean;
  /** Of a table inside a table. */
  readonly cellEnd?: boolean;
  readonly innerRowEnd?: boolean;
}

type Draft = { -readonly [Key in keyof Marks]: Marks[Key] };

/** Numbers of the properties that are read ([MS-DOC] 2.6). */
const code = {
  deleted: 0x0800,
  hidden: 0x083c,
  special: 0x0855,
  picture: 0x6a03,
  inTable: 0x2416,
  rowEnd: 0x2417,
  cellEnd: 0x244b,
  innerRowEnd: 0x244c,
  depth: 0x6649,
} as const;
/** Properties whose length is told otherwise than by their first byte. */
const table = 0xd608;
const tabs = 0xc615;
/** Bytes of the value by the upper three bits of the number; 0 where its first byte tells. */
const sizes = [1, 1, 2, 4, 2, 2, 0, 3] as const;

/** Reads a list of properties up to its end, or to where it makes no sense. */
export function readMarks(list: Buffer): Marks {
  const marks: Draft = {};
  for (let at = 0; at + 3 <= list.length; ) {
    const number = list.readUInt16LE(at);
    const length = lengthOf(number, list, at + 2);
    if (length === undefined) break;
    const value = list.readUInt8(at + 2);
    const on = (value & 1) === 1;
    switch (number) {
      case code.deleted:
        marks.deleted = on;
        break;
      case code.hidden:
        marks.hidden = on;
        break;
      case code.special:
        marks.special = on;
        break;
      case code.picture:
        if (at + 6 <= list.length) marks.picture = list.readUInt32LE(at + 2);
        break;
      case code.inTable:
        marks.inTable = on;
        break;
      case code.rowEnd:
        marks.rowEnd = on;
        break;
      case code.cellEnd:
        marks.cellEnd = on;
        break;
      case code.innerRowEnd:
        marks.innerRowEnd = on;
        break;
      case code.depth:
        if (at + 6 <= list.length) marks.depth = Math.max(0, list.readInt32LE(at + 2));
        break;
      default:
    }
    at += 2 + length;
  }
  return marks;
}

function lengthOf(number: number, list: Buffer, at: number): number | undefined {
  const fixed = sizes[number >> 13] ?? 0;
  if (fixed > 0) return fixed;
  if (number === table) return at + 2 > list.length ? undefined : list.readUInt16LE(at) + 1;
  const told = list.readUInt8(at);
  if (number !== tabs || told !== 255) return told + 1;
  // More tabs than a byte can tell: four bytes each that goes away, three each that comes.
  const away = at + 2 > list.length ? 0 : list.readUInt8(at + 1);
  const coming = at + 2 + away * 4;
  return coming >= list.length ? undefined : 3 + away * 4 + list.readUInt8(coming) * 3;
}

const short: Readonly<Record<number, (on: boolean) => Marks>> = {
  0x18: (inTable) => ({ inTable }),
  0x19: (rowEnd) => ({ rowEnd }),
  0x41: (deleted) => ({ deleted }),
  0x5c: (hidden) => ({ hidden }),
};

/** One property in two bytes ([MS-DOC] 2.9.214). */
export function shortMarks(property: number): Marks | undefined {
  return short[(property >> 1) & 0x7f]?.(((property >> 8) & 1) === 1);
}
