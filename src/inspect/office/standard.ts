import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import { fail } from '#platform/errors';
import { spunHash } from './encryption-key.ts';
import type { PackageKey } from './protection.ts';

const spins = 50_000;
/** Algorithm ids of AES with 128, 192 and 256 bits ([MS-OFFCRYPTO] 2.3.2). */
const aes = new Set([0x660e, 0x660f, 0x6610]);

/** Reads the description of standard encryption ([MS-OFFCRYPTO] 2.3.4.5) and tries the passwords on it. */
export function standardKey(description: Uint8Array, passwords: readonly string[]): PackageKey | undefined {
  const view = new DataView(description.buffer, description.byteOffset, description.byteLength);
  if (description.length < 48) fail('damaged', 'encryption');
  const headerBytes = view.getUint32(8, true);
  const algorithm = view.getUint32(20, true);
  const keyBytes = view.getUint32(28, true) / 8;
  if (!aes.has(algorithm) || ![16, 24, 32].includes(keyBytes)) fail('protection-unsupported', 'cipher');
  const verifier = 12 + headerBytes;
  if (verifier + 72 > description.length) fail('damaged', 'encryption');
  const salt = description.subarray(verifier + 4, verifier + 20);
  const input = description.subarray(verifier + 20, verifier + 36);
  const value = description.subarray(verifier + 40, verifier + 72);
  for (const password of passwords) {
    const key = derive(spunHash('sha1', salt, password, spins), keyBytes);
    const expected = createHash('sha1').update(decrypt(key, input)).digest();
    if (timingSafeEqual(decrypt(key, value).subarray(0, expected.length), expected)) return new StandardKey(key);
  }
  return undefined;
}

/** [MS-OFFCRYPTO] 2.3.4.7, from the final hash on: block number 0, then two padded halves. */
function derive(spun: Uint8Array, keyBytes: number): Buffer {
  const final = createHash('sha1').update(spun).update(Buffer.alloc(4)).digest();
  const half = (fill: number): Buffer => {
    const block = Buffer.alloc(64, fill);
    for (const [at, byte] of final.entries()) block.writeUInt8((block[at] ?? 0) ^ byte, at);
    return createHash('sha1').update(block).digest();
  };
  return Buffer.concat([half(0x36), half(0x5c)]).subarray(0, keyBytes);
}

function decrypt(key: Uint8Array, bytes: Uint8Array): Buffer {
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 16));
  const decipher = createDecipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false);
  return Buffer.concat([decipher.update(whole), decipher.final()]);
}

class StandardKey implements PackageKey {
  readonly segmentBytes = 1 << 16;
  readonly #key: Uint8Array;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  async *decrypt(_size: Uint8Array, segments: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const segment of segments) yield decrypt(this.#key, segment);
  }
}
