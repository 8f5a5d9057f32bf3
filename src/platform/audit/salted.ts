import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { fail } from '../errors/index.ts';

/** What stands in the log for a text (`hash`, 64 hexadecimal digits), and what stays beside the text (`salt`, likewise). */
export interface SaltedHash {
  readonly hash: string;
  readonly salt: string;
}

/**
 * Stands for a text that people wrote, or for the SHA-256 of a file, in an entry: HMAC-SHA-256 under 32 random bytes of
 * its own. Without the salt nobody can try texts against the hash, however short the text is ("no", a surname), and the
 * same text twice cannot be told from two texts. When text and salt are erased the entry stays and tells nothing.
 *
 * Fails with `not-canonical` on half a surrogate pair: UTF-8 would replace it, and two texts would have one hash.
 */
export function saltedHash(text: string): SaltedHash {
  const salt = randomBytes(32);
  return { hash: compute(text, salt).toString('hex'), salt: salt.toString('hex') };
}

/** Whether `text` is what was recorded as `hash` with this salt. */
export function matchesSaltedHash(text: string, { hash, salt }: SaltedHash): boolean {
  const recorded = Buffer.from(hash, 'hex');
  const computed = compute(text, Buffer.from(salt, 'hex'));
  return recorded.length === computed.length && timingSafeEqual(recorded, computed);
}

function compute(text: string, salt: Uint8Array): Buffer {
  if (!text.isWellFormed()) fail('not-canonical', 'half a surrogate pair in a text');
  return createHmac('sha256', salt).update(text, 'utf8').digest();
}
