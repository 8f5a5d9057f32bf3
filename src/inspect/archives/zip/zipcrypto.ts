import { windows } from '../window.ts';
import type { Input } from '../../contract.ts';
import { type Entry, flag } from './records.ts';

/** Bytes in front of the data that ZipCrypto scrambles, the last of which tells whether a password can be right. */
export const zipCryptoHeader = 12;

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** The traditional cipher of PKWARE (APPNOTE.TXT 6.1). */
class Keys {
  #key0 = 0x12345678;
  #key1 = 0x23456789;
  #key2 = 0x34567890;

  constructor(password: Uint8Array) {
    for (const byte of password) this.#update(byte);
  }

  decrypt(bytes: Uint8Array): Buffer {
    const plain = Buffer.allocUnsafe(bytes.length);
    for (let at = 0; at < bytes.length; at += 1) {
      const key = (this.#key2 | 2) & 0xffff;
      const byte = ((bytes[at] as number) ^ (Math.imul(key, key ^ 1) >>> 8)) & 0xff;
      this.#update(byte);
      plain[at] = byte;
    }
    return plain;
  }

  #update(byte: number): void {
    this.#key0 = (this.#key0 >>> 8) ^ (crcTable[(this.#key0 ^ byte) & 0xff] as number);
    this.#key1 = (Math.imul((this.#key1 + (this.#key0 & 0xff)) | 0, 134_775_813) + 1) | 0;
    this.#key2 = (this.#key2 >>> 8) ^ (crcTable[(this.#key2 ^ (this.#key1 >>> 24)) & 0xff] as number);
  }
}

/** Whether a password passes the check byte: always for the right one, once in 256 for others. */
export function mayOpen(entry: Entry, header: Uint8Array, password: Uint8Array): boolean {
  const check = (entry.flags & flag.descriptor) === 0 ? entry.crc >>> 24 : entry.time >>> 8;
  return header.length === zipCryptoHeader && new Keys(password).decrypt(header)[zipCryptoHeader - 1] === check;
}

/** The compressed bytes of [from, to), which begins with the header. */
export async function* decryptZipCrypto(
  input: Input,
  from: number,
  to: number,
  password: Uint8Array,
): AsyncGenerator<Buffer> {
  const keys = new Keys(password);
  let skip = zipCryptoHeader;
  for await (const window of windows(input, from, to)) {
    const plain = keys.decrypt(window);
    yield plain.subarray(Math.min(skip, plain.length));
    skip = Math.max(0, skip - plain.length);
  }
}
