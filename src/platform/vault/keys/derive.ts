import { type KeyObject, createSecretKey, hkdfSync } from 'node:crypto';

/**
 * HKDF with SHA-256 (RFC 5869): `length` bytes that say nothing about `secret` nor about what was derived for another
 * `info` or `salt`.
 */
export function derive(secret: KeyObject, salt: Uint8Array, info: string | Uint8Array, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length));
}

/** A key of 32 bytes for AES-256 or HMAC-SHA-256; see `derive`. */
export function deriveKey(secret: KeyObject, salt: Uint8Array, info: string | Uint8Array): KeyObject {
  return secretKey(derive(secret, salt, info, 32));
}

/** Takes the bytes over: they are overwritten. A key object prints and serialises as nothing. */
export function secretKey(bytes: Uint8Array): KeyObject {
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

export const noSalt = new Uint8Array(0);
