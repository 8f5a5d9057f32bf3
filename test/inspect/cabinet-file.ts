import { deflateRawSync } from 'node:zlib';

const block = 32_768;

/** A cabinet of one folder, without check sums; method 0 is stored, 1 MSZIP, 3 LZX. */
export function cabinet(files: readonly (readonly [name: string, bytes: Uint8Array])[], method = 1): Buffer {
  const whole = Buffer.concat(files.map(([, bytes]) => bytes));
  const blocks: Buffer[] = [];
  for (let at = 0; at < whole.length; at += block) {
    const content = whole.subarray(at, at + block);
    const before = whole.subarray(Math.max(0, at - block), at);
    const options = before.length > 0 ? { dictionary: before } : {};
    const packed = method === 0 ? content : Buffer.concat([Buffer.from('CK'), deflateRawSync(content, options)]);
    const head = Buffer.alloc(8);
    head.writeUInt16LE(packed.length, 4);
    head.writeUInt16LE(content.length, 6);
    blocks.push(head, packed);
  }
  let offset = 0;
  const entries = files.map(([name, bytes]) => {
    const entry = Buffer.alloc(16);
    entry.writeUInt32LE(bytes.length);
    entry.writeUInt32LE(offset, 4);
    offset += bytes.length;
    return Buffer.concat([entry, Buffer.from(`${name}\0`, 'latin1')]);
  });
  const head = Buffer.alloc(44);
  head.write('MSCF', 'latin1');
  head.writeUInt32LE(44, 16);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(files.length, 28);
  const list = Buffer.concat(entries);
  head.writeUInt32LE(44 + list.length, 36);
  head.writeUInt16LE(blocks.length / 2, 40);
  head.writeUInt16LE(method, 42);
  const all = Buffer.concat([head, list, ...blocks]);
  all.writeUInt32LE(all.length, 8);
  return all;
}
