import { argon2, createHash, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { fail } from '#platform/errors';
import { type Attributes, attribute } from '../xml.ts';
import type { Encryption } from './manifest.ts';

/** Turns of PBKDF2 that are done for a file; LibreOffice writes 100,000, and more than this only keeps the reader busy. */
const maxTurns = 5_000_000;
const maxPasses = 64;

const derive = promisify(pbkdf2);
const stretch = promisify(argon2);

/** The key that a password gives for a file; `maxHeld` bounds the memory that Argon2 may ask for. */
export async function entryKey(password: string, encryption: Encryption, maxHeld: number): Promise<Buffer> {
  const { derivation, startKey } = encryption;
  const name = (attribute(derivation, 'key-derivation-name') ?? '').toLowerCase();
  const salt = Buffer.from(attribute(derivation, 'salt') ?? '', 'base64');
  const length = numberOf(derivation, 'key-size') ?? 16;
  if (![16, 24, 32].includes(length)) fail('protection-unsupported', 'key size');
  const start = createHash(startHash(startKey)).update(password, 'utf8').digest();
  if (name === 'pbkdf2' || name.endsWith('#pbkdf2')) {
    const turns = numberOf(derivation, 'iteration-count') ?? 1024;
    if (!Number.isInteger(turns) || turns < 1 || turns > maxTurns) fail('protection-unsupported', 'iteration count');
    return derive(start, salt, turns, length, 'sha1');
  }
  if (!name.endsWith('argon2id')) fail('protection-unsupported', 'key derivation');
  const passes = numberOf(derivation, 'argon2-iterations') ?? 0;
  const memory = numberOf(derivation, 'argon2-memory') ?? 0;
  const parallelism = numberOf(derivation, 'argon2-lanes') ?? 0;
  if (!inRange(passes, 1, maxPasses) || !inRange(parallelism, 1, 255) || salt.length < 8) fail('damaged', 'encryption');
  if (!inRange(memory, 8 * parallelism, Infinity)) fail('damaged', 'encryption');
  if (memory * 1024 > maxHeld) fail('limit-memory');
  const parameters = { message: start, nonce: salt, parallelism, tagLength: length, memory, passes };
  return Buffer.from(await stretch('argon2id', parameters));
}

const inRange = (value: number, least: number, most: number): boolean =>
  Number.isFinite(value) && value >= least && value <= most;

function numberOf(attributes: Attributes, name: string): number | undefined {
  const value = attribute(attributes, name);
  return value === undefined ? undefined : Number(value);
}

/** SHA-1 where nothing is said, as before ODF 1.2. */
function startHash(startKey: Attributes | undefined): string {
  const name = (startKey && attribute(startKey, 'start-key-generation-name')) ?? 'SHA1';
  if (/sha-?1$/i.test(name)) return 'sha1';
  if (/sha-?256$/i.test(name)) return 'sha256';
  return fail('protection-unsupported', 'hash');
}
