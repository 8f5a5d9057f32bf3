import type { RandomInput } from '../bytes/random-input.ts';
import type { Code } from '#platform/errors';

/** Bytes of one value of each type of TIFF 6.0, by its number. */
const widths = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];
const ascii = 2;
/** Entries of one file. Scans of 10,000 pages have twenty each. */
const mostEntries = 1 << 18;
const mostEntriesEach = 4096;
/** A value that is not picture data. */
const longestValue = 1 << 22;

export interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** Where its value is. */
  readonly at: number;
  readonly bytes: number;
}

export const isText = ({ type }: Entry): boolean => type === ascii || type === 129;

/**
 * Directories of a TIFF structure: those of a file, or of EXIF. Each is read once, however they point at each other, and
 * what a value states of its length is held against the input.
 */
export class Directories {
  readonly #input: RandomInput;
  readonly #partial: (reason: Code) => void;
  readonly #seen = new Set<number>();
  #left = mostEntries;
  #little = true;
  #held: number;

  constructor(input: RandomInput, mostHeld: number, partial: (reason: Code) => void) {
    this.#input = input;
    this.#held = mostHeld;
    this.#partial = partial;
  }

  get isLittle(): boolean {
    return this.#little;
  }

  /** Offset of the first directory; undefined where this is no TIFF structure. */
  async begin(): Promise<number | undefined> {
    const head = await this.#input.read(0, 8);
    if (head.length < 8) return undefined;
    const order = String.fromCharCode(head[0] ?? 0, head[1] ?? 0);
    if (order !== 'II' && order !== 'MM') return undefined;
    this.#little = order === 'II';
    const view = new DataView(head.buffer, head.byteOffset, head.length);
    // 85 is Panasonic's RAW, 0x4f52 and 0x5352 Olympus': all are built as TIFF is.
    const magic = view.getUint16(2, this.#little);
    return [42, 85, 0x4f52, 0x5352].includes(magic) ? view.getUint32(4, this.#little) : undefined;
  }

  /** The entries at an offset and where the next directory is (0: nowhere). Undefined where it was read before. */
  async read(at: number): Promise<{ entries: Entry[]; next: number } | undefined> {
    if (this.#seen.has(at)) {
      this.#partial('damaged');
      return undefined;
    }
    this.#seen.add(at);
    const head = await this.#bytes(at, 2);
    const count = head?.getUint16(0, this.#little) ?? 0;
    if (head === undefined || count === 0) {
      this.#partial('damaged');
      return undefined;
    }
    this.#left -= count;
    if (this.#left < 0 || count > mostEntriesEach) {
      this.#partial('limit-members');
      return undefined;
    }
    const table = await this.#bytes(at + 2, count * 12);
    if (table === undefined) {
      this.#partial('damaged');
      return undefined;
    }
    const entries: Entry[] = [];
    for (let index = 0; index < count; index++) {
      const entry = this.#entry(table, index * 12, at + 2);
      if (entry !== undefined) entries.push(entry);
    }
    const next = await this.#bytes(at + 2 + count * 12, 4);
    return { entries, next: next?.getUint32(0, this.#little) ?? 0 };
  }

  #entry(table: DataView, at: number, base: number): Entry | undefined {
    const type = table.getUint16(at + 2, this.#little);
    const count = table.getUint32(at + 4, this.#little);
    const width = type === 129 ? 1 : widths[type];
    // A type that is not known yet is passed over, as the standard asks for.
    if (width === undefined || width === 0 || count === 0) return undefined;
    const bytes = width * count;
    const inside = bytes <= 4 ? base + at + 8 : table.getUint32(at + 8, this.#little);
    return { tag: table.getUint16(at, this.#little), type, count, at: inside, bytes };
  }

  /** The bytes of a value; undefined, and told, where they are not all there or more than may be held. */
  async value({ at, bytes }: Entry): Promise<Uint8Array | undefined> {
    return this.slice(at, bytes);
  }

  async slice(at: number, bytes: number): Promise<Uint8Array | undefined> {
    if (at + bytes > this.#input.size) {
      this.#partial('damaged');
      return undefined;
    }
    // Entries may all point at the same bytes: what is read is counted, not what is there.
    this.#held -= bytes;
    if (bytes > longestValue || this.#held < 0) {
      this.#partial('limit-memory');
      return undefined;
    }
    return this.#input.read(at, bytes);
  }

  /** Whole numbers; of fractions their quotients. */
  async numbers(entry: Entry, most = 64): Promise<number[]> {
    const width = widths[entry.type] ?? 1;
    const count = Math.min(entry.count, most);
    const value = await this.slice(entry.at, count * width);
    if (value === undefined) return [];
    const view = new DataView(value.buffer, value.byteOffset, value.length);
    return Array.from({ length: count }, (_, index) => numberAt(view, index * width, entry.type, this.#little));
  }

  async #bytes(at: number, length: number): Promise<DataView | undefined> {
    const bytes = await this.#input.read(at, length);
    return bytes.length < length ? undefined : new DataView(bytes.buffer, bytes.byteOffset, length);
  }
}

function numberAt(view: DataView, at: number, type: number, little: boolean): number {
  switch (type) {
    case 3:
      return view.getUint16(at, little);
    case 8:
      return view.getInt16(at, little);
    case 4:
    case 13:
      return view.getUint32(at, little);
    case 9:
      return view.getInt32(at, little);
    case 5:
      return view.getUint32(at, little) / view.getUint32(at + 4, little);
    case 10:
      return view.getInt32(at, little) / view.getInt32(at + 4, little);
    case 11:
      return view.getFloat32(at, little);
    case 12:
      return view.getFloat64(at, little);
    default:
      return view.getUint8(at);
  }
}
