import { id } from '../ids.ts';
import { once, Properties, type RawValue, valueType } from '../properties.ts';
import { attribute, tnefSignature } from '../tnef-attributes.ts';
import type { Names, StoredMessage } from './message.ts';

/** Bytes whose number is known before they are read. */
export interface Piece {
  readonly size: number;
  open(): AsyncIterable<Uint8Array>;
}

const several = 0x1000;
const firstNamed = 0x8000;
const level = { message: 1, attachment: 2 } as const;
const anyLength = new Set<number>([valueType.bytes, valueType.text, valueType.binary]);
const padding = Buffer.alloc(4);

/**
 * A message out of a store in the form in which Outlook hands it to others of its kind ([MS-OXTNEF]), as the store has it in
 * no form that is a file. Nothing is held: attachments and long bodies go through.
 */
export async function wrapMessage(message: StoredMessage, names: Names): Promise<Piece> {
  const page = await pageOf(message);
  const head = Buffer.alloc(6);
  head.writeUInt32LE(tnefSignature);
  const codePage = Buffer.alloc(8);
  codePage.writeUInt32LE(page);
  const pieces: Piece[] = [
    held(head),
    ...attributeOf(level.message, attribute.codePage, [held(codePage)]),
    ...attributeOf(level.message, attribute.properties, tableOf(message.values, names)),
  ];
  if (message.recipients.length > 0) {
    const rows = message.recipients.flatMap((row) => tableOf(row, names));
    pieces.push(...attributeOf(level.message, attribute.recipients, [held(long(message.recipients.length)), ...rows]));
  }
  for (const { values, data, message: inner } of message.attachments) {
    const content = inner === undefined ? data : await wrapMessage(inner, names);
    pieces.push(...attributeOf(level.attachment, attribute.attachmentBegin, [held(Buffer.alloc(14))]));
    if (content !== undefined) pieces.push(...attributeOf(level.attachment, attribute.attachmentData, [content]));
    pieces.push(...attributeOf(level.attachment, attribute.attachmentProperties, tableOf(values, names)));
  }
  return joined(pieces);
}

/** The code page of texts that are not in Unicode. */
async function pageOf({ values }: StoredMessage): Promise<number> {
  const properties = new Properties(values, new Map(), 1252);
  return (await properties.number(id.codePage)) ?? (await properties.number(id.htmlCodePage)) ?? 1252;
}

function attributeOf(at: number, number: number, content: readonly Piece[]): Piece[] {
  const size = content.reduce((sum, piece) => sum + piece.size, 0);
  const head = Buffer.alloc(9);
  head.writeUInt8(at);
  head.writeUInt16LE(number, 1);
  head.writeUInt32LE(size, 5);
  return [held(head), ...content, held(Buffer.alloc(2))];
}

/** One row of properties: their count, then each with its number, its name where it has one, and its value. */
function tableOf(values: ReadonlyMap<number, RawValue>, names: Names): Piece[] {
  const pieces: Piece[] = [];
  let count = 0;
  for (const [number, value] of values) {
    if (number >= firstNamed && names.get(number) === undefined) continue;
    count += 1;
    pieces.push(held(headOf(number, value.type, names)), ...valueOf(value));
  }
  return [held(long(count)), ...pieces];
}

function headOf(number: number, type: number, names: Names): Buffer {
  const tag = Buffer.alloc(4);
  tag.writeUInt16LE(type);
  tag.writeUInt16LE(number, 2);
  const name = number >= firstNamed ? names.get(number) : undefined;
  if (name === undefined) return tag;
  const set = Buffer.alloc(16);
  if (typeof name === 'number') return Buffer.concat([tag, set, long(0), long(name)]);
  const words = Buffer.from(`${name}\0`, 'utf16le');
  return Buffer.concat([tag, set, long(1), long(words.length), words, fill(words.length)]);
}

function valueOf(value: RawValue): Piece[] {
  const single = value.type & ~several;
  const isSeveral = (value.type & several) !== 0;
  const items = isSeveral ? (value.items ?? []) : [value];
  const pieces: Piece[] = isSeveral || anyLength.has(single) ? [held(long(items.length))] : [];
  for (const { size, open } of items) {
    if (anyLength.has(single)) pieces.push(held(long(size)));
    pieces.push({ size, open }, held(fill(size)));
  }
  return pieces;
}

function long(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

const fill = (size: number): Buffer => padding.subarray(0, (4 - (size % 4)) % 4);

const held = (bytes: Buffer): Piece => ({ size: bytes.length, open: () => once(bytes) });

function joined(pieces: readonly Piece[]): Piece {
  return {
    size: pieces.reduce((sum, { size }) => sum + size, 0),
    async *open() {
      for (const piece of pieces) yield* exactly(piece);
    },
  };
}

/** As many bytes as were promised: what lies behind a length that is wrong would be read as something else. */
async function* exactly({ size, open }: Piece): AsyncGenerator<Uint8Array> {
  let left = size;
  for await (const bytes of open()) {
    const part = bytes.subarray(0, left);
    left -= part.length;
    if (part.length > 0) yield part;
  }
  for (; left > 0; left -= Math.min(left, padding.length)) yield padding.subarray(0, Math.min(left, padding.length));
}
