import { type KeyObject, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { fail } from '../errors/index.ts';
import { canonical } from './canonical.ts';
import { sha256 } from './entry.ts';

/** The key of an installation that signs checkpoints. Ed25519 (RFC 8032). */
export interface LogKey {
  /** Names the key in checkpoints: SHA-256 of the 64 digits of the public key. */
  readonly id: string;
  /** The 32 bytes of RFC 8032, as 64 hexadecimal digits. */
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

export function makeLogKey(): LogKey {
  return logKeyOf(generateKeyPairSync('ed25519').privateKey);
}

/** The private key as PKCS #8 (DER): a secret, for the vault to seal. */
export function exportLogKey({ privateKey }: LogKey): Buffer {
  return privateKey.export({ format: 'der', type: 'pkcs8' });
}

/** The key that `exportLogKey` gave. Fails with `log-key-invalid`. */
export function importLogKey(pkcs8: Uint8Array): LogKey {
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  } catch (error) {
    fail('log-key-invalid', 'private key', error);
  }
  if (key.asymmetricKeyType !== 'ed25519') fail('log-key-invalid', 'private key');
  return logKeyOf(key);
}

function logKeyOf(privateKey: KeyObject): LogKey {
  const publicKey = digitsOf(createPublicKey(privateKey));
  return { id: keyIdOf(publicKey), publicKey, privateKey };
}

export function keyIdOf(publicKey: string): string {
  return sha256(publicKey);
}

/** A public key as people keep it: PEM, or 64 hexadecimal digits. Gives the digits; fails with `log-key-invalid`. */
export function readPublicKey(text: string): string {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return trimmed.toLowerCase();
  // createPublicKey would take a private key as well: whoever gives that should hear of it.
  if (!trimmed.startsWith('-----BEGIN PUBLIC KEY-----')) fail('log-key-invalid', 'neither PEM nor 64 digits');
  let key: KeyObject;
  try {
    key = createPublicKey(trimmed);
  } catch (error) {
    fail('log-key-invalid', 'PEM', error);
  }
  if (key.asymmetricKeyType !== 'ed25519') fail('log-key-invalid', 'not Ed25519');
  return digitsOf(key);
}

/** The public key as PEM (SubjectPublicKeyInfo, RFC 8410), for other programs. */
export function pemOf(publicKey: string): string {
  return keyFrom(publicKey).export({ format: 'pem', type: 'spki' });
}

function digitsOf(key: KeyObject): string {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');
}

function keyFrom(publicKey: string): KeyObject {
  const x = Buffer.from(publicKey, 'hex').toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

/** Ed25519 over the canonical form of a statement; 128 hexadecimal digits. */
export function signStatement(statement: object, { privateKey }: LogKey): string {
  return sign(null, Buffer.from(canonical(statement)), privateKey).toString('hex');
}

/** Whether the key with these digits signed the statement. Digits that are no point of the curve have signed nothing. */
export function signedBy(publicKey: string, statement: object, signature: string): boolean {
  try {
    return verify(null, Buffer.from(canonical(statement)), keyFrom(publicKey), Buffer.from(signature, 'hex'));
  } catch {
    return false;
  }
}
