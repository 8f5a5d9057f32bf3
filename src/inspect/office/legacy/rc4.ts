import { createHash, timingSafeEqual } from 'node:crypto';
import { fail } from '#platform/errors';

/** Bytes that one key encrypts in workbooks ([MS-XLS] 2.2.10) and in documents ([MS-DOC] 2.2.6.2). */
export const blockBytes = { workbook: 1024, document: 512 } as const;

/** Gives the key of each block of a stream. */
export type BlockKey = (block: number) => Buffer;

/** RC4, which the runtime's library does not offer any more. */
class Rc4 {
  readonly #state = Uint8Array.from({ length: 256 }, (_, at) => at);
  #first = 0;
  #second = 0;

  constructor(key: Uint8Array) {
    const state = this.#state;
    for (let at = 0, other = 0; at < 256; at++) {
      const value = state[at] ?? 0;
      other = (other + value + (key[at % key.length] ?? 0)) & 255;
      state[at] = state[other] ?? 0;
      state[other] = value;
    }
  }

  next(): number {
    const state = this.#state;
    this.#first = (this.#first + 1) & 255;
    const one = state[this.#first] ?? 0;
    this.#second = (this.#second + one) & 255;
    const two = state[this.#second] ?? 0;
    state[this.#first] = two;
    state[this.#second] = one;
    return state[(one + two) & 255] ?? 0;
  }
}

/** Decrypts pieces of a stream that come in order; what lies between them is passed over. */
export class Rc4Stream {
  readonly #keyOf: BlockKey;
  readonly #blockBytes: number;
  #cipher: Rc4 | undefined;
  #block = -1;
  #at = 0;

  constructor(keyOf: BlockKey, block: number = blockBytes.workbook) {
    this.#keyOf = keyOf;
    this.#blockBytes = block;
  }

  decrypt(bytes: Buffer, position: number): Buffer {
    const out = Buffer.alloc(bytes.length);
    for (const [index, byte] of bytes.entries()) out[index] = byte ^ this.#key(position + index);
    return out;
  }

  #key(position: number): number {
    const block = Math.floor(position / this.#blockBytes);
    const within = position % this.#blockBytes;
    if (this.#cipher === undefined || block !== this.#block || within < this.#at) {
      this.#cipher = new Rc4(this.#keyOf(block));
      this.#block = block;
      this.#at = 0;
    }
    for (; this.#at < within; this.#at++) this.#cipher.next();
    this.#at++;
    return this.#cipher.next();
  }
}

/** The keys of a stream by its encryption header, from the version on; undefined where no password fits. */
export function rc4Keys(header: Buffer, passwords: readonly string[]): BlockKey | undefined {
  if (header.length < 4) fail('damaged', 'encryption');
  const [major, minor] = [header.readUInt16LE(0), header.readUInt16LE(2)];
  if (major === 1 && minor === 1) {
    if (header.length < 52) fail('damaged', 'encryption');
    const [salt, verifier, hash] = [header.subarray(4, 20), header.subarray(20, 36), header.subarray(36, 52)];
    return first(passwords, (password) => plainKeys(password, salt), 'md5', verifier, hash);
  }
  if (minor === 2 && major >= 2 && major <= 4) return cryptoApiKeys(header, passwords);
  return fail('protection-unsupported', 'encryption');
}

/** [MS-OFFCRYPTO] 2.3.5.2: what CryptoAPI describes; the key is 40 bits where no length is told. */
function cryptoApiKeys(header: Buffer, passwords: readonly string[]): BlockKey | undefined {
  if (header.length < 12) fail('damaged', 'encryption');
  const from = 12 + header.readUInt32LE(8);
  if (from < 32 || from + 60 > header.length) fail('damaged', 'encryption');
  if (header.readUInt32LE(20) !== 0x6801) fail('protection-unsupported', 'cipher');
  const keyBytes = (header.readUInt32LE(28) || 40) / 8;
  if (!Number.isInteger(keyBytes) || keyBytes < 5 || keyBytes > 16) fail('protection-unsupported', 'key size');
  const salt = header.subarray(from + 4, from + 20);
  const verifier = header.subarray(from + 20, from + 36);
  const hash = header.subarray(from + 40, from + 60);
  return first(passwords, (password) => apiKeys(password, salt, keyBytes), 'sha1', verifier, hash);
}

function first(
  passwords: readonly string[],
  keysOf: (password: string) => BlockKey,
  hash: 'md5' | 'sha1',
  verifier: Buffer,
  expected: Buffer,
): BlockKey | undefined {
  for (const password of passwords) {
    const keys = keysOf(password);
    const clear = new Rc4Stream(keys).decrypt(Buffer.concat([verifier, expected]), 0);
    const actual = createHash(hash).update(clear.subarray(0, 16)).digest();
    if (timingSafeEqual(actual, clear.subarray(16, 16 + actual.length))) return keys;
  }
  return undefined;
}

/** [MS-OFFCRYPTO] 2.3.6.2. */
function plainKeys(password: string, salt: Buffer): BlockKey {
  const md5 = (...parts: Uint8Array[]): Buffer => createHash('md5').update(Buffer.concat(parts)).digest();
  const truncated = md5(Buffer.from(password, 'utf16le')).subarray(0, 5);
  const rounds = Array.from({ length: 16 }, () => [truncated, salt]).flat();
  const key = md5(...rounds).subarray(0, 5);
  return (block) => md5(key, number(block));
}

function apiKeys(password: string, salt: Buffer, keyBytes: number): BlockKey {
  const sha1 = (...parts: Uint8Array[]): Buffer => createHash('sha1').update(Buffer.concat(parts)).digest();
  const start = sha1(salt, Buffer.from(password, 'utf16le'));
  return (block) => {
    const key = sha1(start, number(block)).subarray(0, keyBytes);
    return keyBytes === 5 ? Buffer.concat([key, Buffer.alloc(11)]) : key;
  };
}

function number(block: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(block);
  return bytes;
}
