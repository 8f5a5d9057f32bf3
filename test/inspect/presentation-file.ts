import { deflateSync } from 'node:zlib';
import { storageFile } from './storage-file.ts';

/** A record of PowerPoint 97 ([MS-PPT] 2.3.1): inside are bytes, or other records. */
function pptRecord(type: number, inside: Uint8Array | readonly Buffer[], instance = 0): Buffer {
  const isContainer = !(inside instanceof Uint8Array);
  const body = isContainer ? Buffer.concat(inside) : Buffer.from(inside);
  const header = Buffer.alloc(8);
  header.writeUInt16LE((instance << 4) | (isContainer ? 15 : 0), 0);
  header.writeUInt16LE(type, 2);
  header.writeUInt32LE(body.length, 4);
  return Buffer.concat([header, body]);
}

const words = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) bytes.writeUInt32LE(value, at * 4);
  return bytes;
};

export const slideWith = (text: string): Buffer =>
  pptRecord(0x03ee, [pptRecord(0xf00d, [pptRecord(0x0fa0, Buffer.from(text, 'utf16le'))])]);

export const documentOf = (...slideIds: number[]): Buffer =>
  pptRecord(0x03e8, [
    pptRecord(
      0x0ff0,
      slideIds.map((id) => pptRecord(0x03f3, words(id, 0, 0, 256 + id, 0))),
    ),
  ]);

/** An object of another program, compressed as PowerPoint does. */
export const storedObject = (bytes: Uint8Array): Buffer =>
  pptRecord(0x1011, Buffer.concat([words(bytes.length), deflateSync(bytes)]), 1);

interface Save {
  /** Objects by id; the first one is the document. */
  readonly objects: Readonly<Record<number, Buffer>>;
}

/** A presentation that was saved fast so many times; `loop` makes the first save follow the last. */
export function presentationFile(saves: readonly Save[], loop = false): Uint8Array {
  const parts: Buffer[] = [];
  let at = 0;
  const add = (bytes: Buffer): number => {
    parts.push(bytes);
    at += bytes.length;
    return at - bytes.length;
  };
  let last = 0;
  for (const [index, { objects }] of saves.entries()) {
    const entries = Object.entries(objects).flatMap(([id, bytes]) => [(1 << 20) | Number(id), add(bytes)]);
    const directory = add(pptRecord(0x1772, words(...entries)));
    const before = loop && index === 0 ? 0xffffff : last;
    last = add(pptRecord(0x0ff5, words(256, 0, before, directory, 1, 10, 0)));
  }
  const stream = Buffer.concat(parts);
  const mark = stream.indexOf(words(0xffffff));
  if (loop) stream.writeUInt32LE(last, mark);
  const user = pptRecord(
    0x0ff6,
    Buffer.concat([words(20, 0xe391c05f, last), Buffer.from([0, 0, 0xf4, 3, 3, 0, 0, 0])]),
  );
  return storageFile([
    ['Current User', Buffer.concat([user, Buffer.alloc(64)])],
    ['PowerPoint Document', stream],
  ]);
}
