import { createCipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { fail } from '#platform/errors';
import type { Input } from '../../contract.ts';
import { asBuffer, windows } from '../window.ts';
import type { Aes } from './records.ts';

/** https://www.winzip.com/en/support/aes-encryption/: salt, verifier (2 bytes), data, authentication code (10 bytes). */
const verifierLength = 2;
const codeLength = 10;
const iterations = 1000;
const blockLength = 16;

export interface AesKeys {
  readonly cipher: Buffer;
  readonly mac: Buffer;
}

const keyLength = (aes: Aes): number => 8 + 8 * aes.strength;
const saltLength = (aes: Aes): number => 4 + 4 * aes.strength;

/** Bytes that encryption adds to a member. */
export const aesOverhead = (aes: Aes): number => saltLength(aes) + verifierLength + codeLength;

/** The first password that the verifier does not rule out (1 in 65,536 wrong ones passes), and its keys. */
export async function openAes(
  input: Input,
  from: number,
  aes: Aes,
  passwords: readonly Buffer[],
): Promise<{ keys: AesKeys; password: Buffer } | undefined> {
  const salt = saltLength(aes);
  const head = asBuffer(await input.read(from, salt + verifierLength));
  if (head.length < salt + verifierLength) fail('damaged', 'encryption header');
  const length = keyLength(aes);
  for (const password of passwords) {
    const derived = pbkdf2Sync(password, head.subarray(0, salt), iterations, 2 * length + verifierLength, 'sha1');
    if (timingSafeEqual(derived.subarray(2 * length), head.subarray(salt))) {
      return { keys: { cipher: derived.subarray(0, length), mac: derived.subarray(length, 2 * length) }, password };
    }
  }
  return undefined;
}

/** The compressed bytes of an encrypted member [from, to); throws `damaged` at the end where the code does not match. */
export async function* decryptAes(
  input: Input,
  from: number,
  to: number,
  aes: Aes,
  keys: AesKeys,
): AsyncGenerator<Buffer> {
  const mac = createHmac('sha1', keys.mac);
  const stream = new CounterStream(keys.cipher);
  const dataEnd = to - codeLength;
  for await (const window of windows(input, from + saltLength(aes) + verifierLength, dataEnd)) {
    mac.update(window);
    yield stream.decrypt(window);
  }
  const code = asBuffer(await input.read(dataEnd, codeLength));
  if (code.length < codeLength || !timingSafeEqual(mac.digest().subarray(0, codeLength), code)) {
    fail('damaged', 'authentication code');
  }
}

/** AES in counter mode with the little-endian counter of WinZip, which node:crypto lacks; blocks are made with ECB. */
class CounterStream {
  readonly #cipher: ReturnType<typeof createCipheriv>;
  #counter = 1n;
  #left: Buffer = Buffer.alloc(0);

  constructor(key: Buffer) {
    this.#cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false);
  }

  decrypt(bytes: Uint8Array): Buffer {
    const needed = Math.ceil(Math.max(0, bytes.length - this.#left.length) / blockLength);
    const counters = Buffer.alloc(needed * blockLength);
    for (let block = 0; block < needed; block += 1) {
      counters.writeBigUInt64LE(this.#counter, block * blockLength);
      this.#counter += 1n;
    }
    const stream = Buffer.concat([this.#left, this.#cipher.update(counters)]);
    const plain = Buffer.allocUnsafe(bytes.length);
    for (let at = 0; at < bytes.length; at += 1) plain[at] = (bytes[at] as number) ^ (stream[at] as number);
    this.#left = stream.subarray(bytes.length);
    return plain;
  }
}
