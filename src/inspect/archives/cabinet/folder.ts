import { inflateRawSync } from 'node:zlib';
import { fail } from '#platform/errors';
import type { Input } from '../../contract.ts';
import { asBuffer } from '../window.ts';
import type { CabinetFolder } from './header.ts';

const blockHead = 8;
const mostBlock = 32_768;
const method = { stored: 0, deflate: 1 } as const;

export const isReadable = (folder: CabinetFolder): boolean =>
  folder.method === method.stored || folder.method === method.deflate;

/** All that a folder holds: its blocks, each of which may repeat what the ones before held. Throws `damaged`. */
export async function* unpackFolder(input: Input, folder: CabinetFolder, reserved: number): AsyncGenerator<Buffer> {
  let before: Buffer = Buffer.alloc(0);
  let at = folder.from;
  for (let block = 0; block < folder.blocks; block++) {
    const head = asBuffer(await input.read(at, blockHead + reserved));
    if (head.length < blockHead + reserved) fail('damaged', 'block');
    const [sum, stored, size] = [head.readUInt32LE(0), head.readUInt16LE(4), head.readUInt16LE(6)];
    const packed = asBuffer(await input.read(at + head.length, stored));
    if (packed.length < stored || size > mostBlock) fail('damaged', 'block');
    if (sum !== 0 && checksum(head.subarray(4), checksum(packed, 0)) !== sum) fail('damaged', 'check sum of a block');
    const content = folder.method === method.stored ? packed : inflate(packed, before, size);
    if (content.length !== size) fail('damaged', 'block');
    before = content.length >= mostBlock ? content : Buffer.concat([before, content]).subarray(-mostBlock);
    yield Buffer.from(content);
    at += head.length + stored;
  }
}

function inflate(packed: Buffer, before: Buffer, size: number): Buffer {
  if (packed.toString('latin1', 0, 2) !== 'CK') fail('damaged', 'block');
  try {
    const options = before.length > 0 ? { dictionary: before } : {};
    return inflateRawSync(packed.subarray(2), { ...options, maxOutputLength: Math.max(1, size) });
  } catch {
    return fail('damaged', 'block');
  }
}

/** Words put together by exclusive or; the last one to three bytes from the highest to the lowest ([MS-CAB] 3.1). */
function checksum(bytes: Buffer, seed: number): number {
  let sum = seed;
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) sum ^= bytes.readInt32LE(at);
  let last = 0;
  for (; at < bytes.length; at++) last = (last << 8) | (bytes[at] as number);
  return (sum ^ last) >>> 0;
}
