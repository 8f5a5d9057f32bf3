import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { base32 } from './base32.ts';

/** TOTP as all authenticator apps have it: RFC 6238 with SHA-1, steps of 30 seconds, 6 digits. */
const stepMilliseconds = 30_000;
const digits = 6;
/** A phone whose clock is a step off is taken. */
const drift = 1;

/** 160 bits, as RFC 4226 (R6) recommends. */
export function makeSecret(): Buffer {
  return randomBytes(20);
}

/** @param at milliseconds since 1970 UTC */
export function stepAt(at: number): number {
  return Math.floor(at / stepMilliseconds);
}

/** The code of a step (RFC 4226, 5.3). */
export function codeOf(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** digits).padStart(digits, '0');
}

/** The step that a code is of, around `at`; undefined for a code of none. Takes as long for any code. */
export function stepOfCode(secret: Uint8Array, code: string, at: number): number | undefined {
  const given = Buffer.from(code);
  let found: number | undefined;
  for (let step = stepAt(at) - drift; step <= stepAt(at) + drift; step += 1) {
    const right = Buffer.from(codeOf(secret, Math.max(step, 0)));
    if (given.length === right.length && timingSafeEqual(given, right)) found = step;
  }
  return found;
}

/** What an authenticator app reads: by hand (`secret`), or by link or QR code (`uri`). */
export interface Enrolment {
  readonly secret: string;
  readonly uri: string;
}

export function enrolmentOf(secret: Uint8Array, account: string): Enrolment {
  const text = base32(secret);
  const label = `${encodeURIComponent('Cofferdam')}:${encodeURIComponent(account)}`;
  const asked = new URLSearchParams({
    secret: text,
    issuer: 'Cofferdam',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
  return { secret: text, uri: `otpauth://totp/${label}?${asked.toString()}` };
}
