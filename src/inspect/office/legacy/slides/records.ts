import { fail } from '#platform/errors';
import { type RandomInput, range } from '../../../bytes/random-input.ts';

/** Numbers of records ([MS-PPT] 2.13.24, [MS-ODRAW] 2.2). */
export const record = {
  document: 0x03e8,
  slide: 0x03ee,
  slideAtom: 0x03ef,
  notes: 0x03f0,
  notesAtom: 0x03f1,
  slidePersist: 0x03f3,
  master: 0x03f8,
  showInfo: 0x03f9,
  outlineReference: 0x0f9e,
  textCharacters: 0x0fa0,
  textBytes: 0x0fa8,
  string: 0x0fba,
  handout: 0x0fc9,
  hyperlink: 0x0fd7,
  headersFooters: 0x0fd9,
  slideList: 0x0ff0,
  userEdit: 0x0ff5,
  currentUser: 0x0ff6,
  objectStorage: 0x1011,
  tag: 0x1389,
  tagData: 0x138b,
  directory: 0x1772,
  comment: 0x2ee0,
  encryption: 0x2f14,
  group: 0xf003,
  shape: 0xf004,
  options: 0xf00b,
  childAnchor: 0xf00f,
  moreOptions: 0xf122,
} as const;

export interface PptRecord {
  readonly type: number;
  readonly instance: number;
  readonly isContainer: boolean;
  /** Of what is inside. */
  readonly start: number;
  readonly end: number;
}

const headerBytes = 8;
const windowBytes = 1 << 16;

/** Records of a stream, anywhere in it. Headers are small and many: a window of the stream is held. */
export class Records {
  readonly #input: RandomInput;
  #window: Buffer = Buffer.alloc(0);
  #from = 0;

  constructor(input: RandomInput) {
    this.#input = input;
  }

  /** The record at an offset. Throws `damaged` where there is none up to `end`. */
  async at(offset: number, end = this.#input.size): Promise<PptRecord> {
    const header = await this.read(offset, headerBytes);
    if (header.length < headerBytes) fail('damaged', 'presentation');
    const start = offset + headerBytes;
    const length = header.readUInt32LE(4);
    if (start + length > end) fail('damaged', 'presentation');
    const version = header.readUInt16LE(0);
    const type = header.readUInt16LE(2);
    const isContainer = (version & 15) === 15 || type === record.tagData;
    return { type, instance: version >> 4, isContainer, start, end: start + length };
  }

  /** The records in a container, in order. */
  async *inside({ start, end }: PptRecord): AsyncGenerator<PptRecord> {
    for (let at = start; at + headerBytes <= end; ) {
      const found = await this.at(at, end);
      yield found;
      at = found.end;
    }
  }

  /** Bytes, fewer at the end. */
  async read(offset: number, length: number): Promise<Buffer> {
    if (offset < this.#from || offset + length > this.#from + this.#window.length) {
      const bytes = await this.#input.read(offset, Math.max(length, windowBytes));
      if (length > windowBytes) return Buffer.from(bytes.subarray(0, length));
      this.#window = Buffer.from(bytes);
      this.#from = offset;
    }
    return this.#window.subarray(offset - this.#from, offset - this.#from + length);
  }

  /** What is inside of a record. Throws `limit-memory` where that is more than may be held. */
  body({ start, end }: PptRecord, most: number): Promise<Buffer> {
    if (end - start > most) fail('limit-memory', 'record');
    return this.read(start, end - start);
  }

  stream(start: number, end: number): AsyncIterable<Uint8Array> {
    return range(this.#input, start, end);
  }
}
