import { type KeyObject, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const nonceBytes = 12;
const tagBytes = 16;
/** Bytes that a box is longer than what it holds. */
export const boxBytes = nonceBytes + tagBytes;

/**
 * A small thing sealed as one piece: nonce, AES-256-GCM, tag. `about` is what it belongs to; it opens with nothing else.
 * The nonce is random, so one key is good for 2^32 boxes (NIST SP 800-38D, 8.3).
 */
export function closeBox(key: KeyObject, plain: Uint8Array, about: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(about);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** What was put in, or undefined for another key, another `about` or changed bytes: which of them cannot be told. */
export function openBox(key: KeyObject, box: Uint8Array, about: Uint8Array): Buffer | undefined {
  if (box.length < boxBytes) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(about)
    .setAuthTag(box.subarray(box.length - tagBytes));
  const plain = decipher.update(box.subarray(nonceBytes, box.length - tagBytes));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return plain;
}
