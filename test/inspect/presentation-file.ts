import { createHash } from 'node:crypto';
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
export function presentationFile(
  saves: readonly Save[],
  { loop = false, password }: { readonly loop?: boolean; readonly password?: string } = {},
): Uint8Array {
  const parts: Buffer[] = [];
  let at = 0;
  const add = (bytes: Buffer): number => {
    parts.push(bytes);
    at += bytes.length;
    return at - bytes.length;
  };
  const key = password === undefined ? undefined : keyOf(password);
  const sealed = (id: string, bytes: Buffer): Buffer => (key === undefined ? bytes : rc4(key(Number(id)), bytes));
  let last = 0;
  for (const [index, { objects }] of saves.entries()) {
    const entries = Object.entries(objects).flatMap(([id, bytes]) => [(1 << 20) | Number(id), add(sealed(id, bytes))]);
    if (key !== undefined) entries.push((1 << 20) | keyId, add(pptRecord(0x2f14, description(key))));
    const directory = add(pptRecord(0x1772, words(...entries)));
    const before = loop && index === 0 ? 0xffffff : last;
    const session = key === undefined ? [] : [keyId];
    last = add(pptRecord(0x0ff5, words(256, 0, before, directory, 1, 10, 0, ...session)));
  }
  const stream = Buffer.concat(parts);
  if (loop) stream.writeUInt32LE(last, stream.indexOf(words(0xffffff)));
  const token = key === undefined ? 0xe391c05f : 0xf3d1c4df;
  const user = pptRecord(0x0ff6, Buffer.concat([words(20, token, last), Buffer.from([0, 0, 0xf4, 3, 3, 0, 0, 0])]));
  return storageFile([
    ['Current User', Buffer.concat([user, Buffer.alloc(64)])],
    ['PowerPoint Document', stream],
  ]);
}

const keyId = 90;
const salt = Buffer.alloc(16, 5);

const sha1 = (...parts: Uint8Array[]): Buffer => createHash('sha1').update(Buffer.concat(parts)).digest();

/** The key of each object ([MS-OFFCRYPTO] 2.3.5.2), 128 bits long. */
function keyOf(password: string): (id: number) => Buffer {
  const start = sha1(salt, Buffer.from(password, 'utf16le'));
  return (id) => sha1(start, words(id)).subarray(0, 16);
}

function description(key: (id: number) => Buffer): Buffer {
  const header = Buffer.concat([words(4, 0, 0x6801, 0x8004, 128, 1, 0, 0), Buffer.from('RC4\0', 'utf16le')]);
  const verifier = Buffer.alloc(16, 9);
  const sealed = rc4(key(0), Buffer.concat([verifier, sha1(verifier)]));
  const proof = [words(16), salt, sealed.subarray(0, 16), words(20), sealed.subarray(16)];
  return Buffer.concat([Buffer.from([2, 0, 2, 0]), words(4, header.length), header, ...proof]);
}

function rc4(key: Uint8Array, bytes: Uint8Array): Buffer {
  const box = Array.from({ length: 256 }, (_, at) => at);
  const at = (index: number): number => box[index & 255] ?? 0;
  const swap = (one: number, other: number): void => {
    [box[one], box[other]] = [at(other), at(one)];
  };
  for (let one = 0, other = 0; one < 256; one++) {
    other = (other + at(one) + (key[one % key.length] ?? 0)) & 255;
    swap(one, other);
  }
  let [one, other] = [0, 0];
  return Buffer.from(bytes).map((byte) => {
    one = (one + 1) & 255;
    other = (other + at(one)) & 255;
    swap(one, other);
    return byte ^ at(at(one) + at(other));
  }) as Buffer;
}
