import { createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { fail } from '#platform/errors';
import { fitted, maxSpins, spunHash } from './encryption-key.ts';
import type { PackageKey } from './protection.ts';
import { type Attributes, attribute, readXml } from './xml.ts';

/** [MS-OFFCRYPTO] 2.3.4.10 to 2.3.4.14: what the keys derived from the password are for. */
const forVerifierInput = Buffer.from('fea7d2763b4b9e79', 'hex');
const forVerifierValue = Buffer.from('d7aa0f6d3061344e', 'hex');
const forKey = Buffer.from('146e0be7abacd0d6', 'hex');
const forIntegrityKey = Buffer.from('5fb2ad010cb9e1f6', 'hex');
const forIntegrityValue = Buffer.from('a0677f02b22c8433', 'hex');

const segmentBytes = 4096;
const hashes = new Map([
  ['SHA1', 'sha1'],
  ['SHA-1', 'sha1'],
  ['SHA256', 'sha256'],
  ['SHA384', 'sha384'],
  ['SHA512', 'sha512'],
]);

interface Scheme {
  readonly hash: string;
  readonly hashBytes: number;
  readonly keyBytes: number;
  readonly blockBytes: number;
  readonly salt: Uint8Array;
}

/** Reads the description of agile encryption and tries the passwords on it; undefined where none fits. */
export async function agileKey(description: Uint8Array, passwords: readonly string[]): Promise<PackageKey | undefined> {
  const found = new Map<string, Attributes>();
  const open = (name: string, attributes: Attributes): void => {
    if (!found.has(name)) found.set(name, attributes);
  };
  const quiet = (): void => undefined;
  await readXml(once(description), { open, close: quiet, text: quiet });
  const data = found.get('keyData');
  const encryptor = found.get('encryptedKey');
  if (data === undefined || encryptor === undefined) fail('protection-unsupported', 'key of a certificate');
  const scheme = readScheme(data);
  const keeper = readScheme(encryptor);
  const spins = Number(attribute(encryptor, 'spinCount'));
  if (!Number.isInteger(spins) || spins < 0 || spins > maxSpins) fail('damaged', 'encryption');
  const integrity = found.get('dataIntegrity');
  for (const password of passwords) {
    const key = unlock(encryptor, keeper, spunHash(keeper.hash, keeper.salt, password, spins));
    if (key !== undefined) return new AgileKey(key.subarray(0, scheme.keyBytes), scheme, integrity);
  }
  return undefined;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function readScheme(attributes: Attributes): Scheme {
  const hash = hashes.get((attribute(attributes, 'hashAlgorithm') ?? '').toUpperCase());
  const cipher = attribute(attributes, 'cipherAlgorithm') ?? '';
  const chaining = attribute(attributes, 'cipherChaining') ?? '';
  const keyBits = Number(attribute(attributes, 'keyBits'));
  if (hash === undefined || cipher !== 'AES' || chaining !== 'ChainingModeCBC' || ![128, 192, 256].includes(keyBits)) {
    fail('protection-unsupported', 'cipher');
  }
  return {
    hash,
    hashBytes: createHash(hash).digest().length,
    keyBytes: keyBits / 8,
    blockBytes: 16,
    salt: binary(attributes, 'saltValue'),
  };
}

function binary(attributes: Attributes, name: string): Buffer {
  return Buffer.from(attribute(attributes, name) ?? '', 'base64');
}

function digest(algorithm: string, ...parts: Uint8Array[]): Buffer {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function decrypt(key: Uint8Array, iv: Uint8Array, bytes: Uint8Array): Buffer {
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 16));
  const decipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, iv).setAutoPadding(false);
  return Buffer.concat([decipher.update(whole), decipher.final()]);
}

/** The key of the package, where the hash of the password fits the verifier. */
function unlock(encryptor: Attributes, scheme: Scheme, spun: Uint8Array): Buffer | undefined {
  const iv = fitted(scheme.salt, scheme.blockBytes);
  const open = (purpose: Uint8Array, name: string): Buffer =>
    decrypt(fitted(digest(scheme.hash, spun, purpose), scheme.keyBytes), iv, binary(encryptor, name));
  const input = open(forVerifierInput, 'encryptedVerifierHashInput').subarray(0, scheme.salt.length);
  const value = open(forVerifierValue, 'encryptedVerifierHashValue').subarray(0, scheme.hashBytes);
  const expected = digest(scheme.hash, input);
  if (value.length !== expected.length || !timingSafeEqual(value, expected)) return undefined;
  const key = open(forKey, 'encryptedKeyValue');
  if (key.length < scheme.keyBytes) fail('damaged', 'encryption');
  return key;
}

class AgileKey implements PackageKey {
  readonly #key: Uint8Array;
  readonly #scheme: Scheme;
  readonly #integrity: Attributes | undefined;

  constructor(key: Uint8Array, scheme: Scheme, integrity: Attributes | undefined) {
    this.#key = key;
    this.#scheme = scheme;
    this.#integrity = integrity;
  }

  async *decrypt(size: Uint8Array, segments: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const hmac = createHmac(this.#scheme.hash, this.#opened(forIntegrityKey, 'encryptedHmacKey')).update(size);
    const number = Buffer.alloc(4);
    let index = 0;
    for await (const segment of segments) {
      hmac.update(segment);
      number.writeUInt32LE(index++, 0);
      yield decrypt(this.#key, this.#iv(number), segment);
    }
    if (this.#integrity === undefined) return;
    const expected = this.#opened(forIntegrityValue, 'encryptedHmacValue');
    const actual = hmac.digest();
    if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) fail('damaged', 'encrypted package');
  }

  get segmentBytes(): number {
    return segmentBytes;
  }

  #iv(purpose: Uint8Array): Buffer {
    return fitted(digest(this.#scheme.hash, this.#scheme.salt, purpose), this.#scheme.blockBytes);
  }

  #opened(purpose: Uint8Array, name: string): Buffer {
    if (this.#integrity === undefined) return Buffer.alloc(0);
    return decrypt(this.#key, this.#iv(purpose), binary(this.#integrity, name)).subarray(0, this.#scheme.hashBytes);
  }
}
