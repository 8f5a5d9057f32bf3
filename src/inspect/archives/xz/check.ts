import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** The check of a block: what is fed, and the bytes it must end with. */
export interface Check {
  readonly length: number;
  update(bytes: Buffer): void;
  digest(): Buffer | undefined;
}

/** The check with this id (The .xz File Format 2.1.1.2); lengths of unknown ones are known, their content is not. */
export function createCheck(id: number): Check {
  if (id === 1) return crc32Check();
  if (id === 4) return crc64Check();
  if (id === 10) {
    const hash = createHash('sha256');
    return { length: 32, update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
  }
  const length = id === 0 ? 0 : 4 << Math.floor((id - 1) / 3);
  return { length, update: () => undefined, digest: () => undefined };
}

function crc32Check(): Check {
  let crc = 0;
  return {
    length: 4,
    update: (bytes) => {
      crc = crc32(bytes, crc);
    },
    digest: () => {
      const sum = Buffer.alloc(4);
      sum.writeUInt32LE(crc);
      return sum;
    },
  };
}

const [high, low] = crc64Tables();

function crc64Tables(): [Int32Array, Int32Array] {
  const tables: [Int32Array, Int32Array] = [new Int32Array(256), new Int32Array(256)];
  for (let byte = 0; byte < 256; byte += 1) {
    let value = BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1)
      value = (value & 1n) === 1n ? (value >> 1n) ^ 0xc96c5795d7870f42n : value >> 1n;
    tables[0][byte] = Number(value >> 32n);
    tables[1][byte] = Number(value & 0xffffffffn);
  }
  return tables;
}

/** CRC-64 of ECMA-182 in two halves: whole numbers of this size are slow. */
function crc64Check(): Check {
  let upper = -1;
  let lower = -1;
  return {
    length: 8,
    update(bytes) {
      let top = upper;
      let bottom = lower;
      for (let at = 0; at < bytes.length; at += 1) {
        const index = (bottom ^ (bytes[at] as number)) & 0xff;
        bottom = ((bottom >>> 8) | (top << 24)) ^ (low[index] as number);
        top = (top >>> 8) ^ (high[index] as number);
      }
      upper = top;
      lower = bottom;
    },
    digest() {
      const sum = Buffer.alloc(8);
      sum.writeInt32LE(~lower, 0);
      sum.writeInt32LE(~upper, 4);
      return sum;
    },
  };
}
