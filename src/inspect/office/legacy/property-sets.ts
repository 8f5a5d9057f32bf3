import { decoderOf, encodingOfPage } from '../../text/code-pages.ts';

export interface Property {
  readonly label: string;
  readonly text: string;
}

/** Properties of SummaryInformation and DocumentSummaryInformation ([MS-OLEPS] 3.1) that people write or that name them. */
const known: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  e0859ff2f94f6810ab9108002b27b3d9: {
    2: 'title',
    3: 'subject',
    4: 'author',
    5: 'keywords',
    6: 'comments',
    7: 'template',
    8: 'last modified by',
    11: 'printed',
    12: 'created',
    13: 'modified',
  },
  '02d5cdd59c2e1b10939708002b2cf9ae': { 2: 'category', 14: 'manager', 15: 'company', 26: 'content type', 27: 'status' },
};
const custom = '05d5cdd59c2e1b10939708002b2cf9ae';
const maxProperties = 10_000;
const codePageProperty = 1;

/** The properties in a stream of a compound file; none of what makes no sense. */
export function readPropertySets(bytes: Buffer): Property[] {
  if (bytes.length < 48 || bytes.readUInt16LE(0) !== 0xfffe) return [];
  const sets = Math.min(bytes.readUInt32LE(24), 2);
  return Array.from({ length: sets }, (_, at) => 28 + at * 20).flatMap((at) => {
    if (at + 20 > bytes.length) return [];
    const offset = bytes.readUInt32LE(at + 16);
    return offset + 8 > bytes.length ? [] : readSet(bytes.subarray(offset), bytes.toString('hex', at, at + 16));
  });
}

function readSet(bytes: Buffer, kind: string): Property[] {
  const count = Math.min(bytes.readUInt32LE(4), maxProperties);
  const offsets = new Map<number, number>();
  for (let at = 8; at + 8 <= bytes.length && offsets.size < count; at += 8) {
    offsets.set(bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4));
  }
  const pageAt = offsets.get(codePageProperty);
  const page = pageAt !== undefined && pageAt + 6 <= bytes.length ? bytes.readUInt16LE(pageAt + 4) : 1252;
  const names = kind === custom ? readNames(bytes, offsets.get(0), page) : new Map(Object.entries(known[kind] ?? {}));
  return [...offsets].flatMap(([id, offset]) => {
    const label = names.get(String(id));
    const text = label === undefined ? '' : valueAt(bytes, offset, page);
    return label === undefined || text === '' ? [] : [{ label, text }];
  });
}

/** Names of custom properties ([MS-OLEPS] 2.16, 2.17). */
function readNames(bytes: Buffer, offset: number | undefined, page: number): Map<string, string> {
  const names = new Map<string, string>();
  if (offset === undefined || offset + 4 > bytes.length) return names;
  const count = Math.min(bytes.readUInt32LE(offset), maxProperties);
  for (let at = offset + 4; names.size < count && at + 8 <= bytes.length; ) {
    const id = bytes.readUInt32LE(at);
    const length = bytes.readUInt32LE(at + 4) * (page === 1200 ? 2 : 1);
    names.set(String(id), textOf(bytes.subarray(at + 8, at + 8 + length), page));
    at += 8 + (page === 1200 ? Math.ceil(length / 4) * 4 : length);
  }
  return names;
}

/** A text, a number or a moment as text ([MS-OLEPS] 2.15); empty for anything else. */
function valueAt(bytes: Buffer, offset: number, page: number): string {
  if (offset + 8 > bytes.length) return '';
  const at = offset + 4;
  switch (bytes.readUInt16LE(offset)) {
    case 0x03:
      return String(bytes.readInt32LE(at));
    case 0x05:
      return at + 8 > bytes.length ? '' : String(bytes.readDoubleLE(at));
    case 0x1e:
      return textOf(bytes.subarray(at + 4, at + 4 + bytes.readUInt32LE(at)), page);
    case 0x1f:
      return textOf(bytes.subarray(at + 4, at + 4 + bytes.readUInt32LE(at) * 2), 1200);
    case 0x40:
      return at + 8 > bytes.length ? '' : momentOf(bytes.readBigUInt64LE(at));
    default:
      return '';
  }
}

function textOf(bytes: Buffer, page: number): string {
  const text =
    page === 1200 ? bytes.toString('utf16le') : decoderOf(encodingOfPage(page) ?? 'windows-1252').decode(bytes);
  return text.replace(/\0.*$/s, '').trim();
}

/** 100 nanoseconds since 1601; below a year it is a length of time, as of editing. */
function momentOf(ticks: bigint): string {
  const milliseconds = Number(ticks / 10_000n) - 11_644_473_600_000;
  const isMoment = ticks > 315_360_000_000_000n && milliseconds < 8.64e15;
  return isMoment ? new Date(milliseconds).toISOString().slice(0, 19) : '';
}
