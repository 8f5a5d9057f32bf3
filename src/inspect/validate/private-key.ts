import { Buffer } from 'node:buffer';
import { entropy } from './entropy.ts';
import type { Validation } from './validator.ts';

/** Whether the bytes are one DER SEQUENCE of just their length (ITU-T X.690), as PKCS#1, PKCS#8 and SEC 1 keys are. */
function isSequence(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30) return false;
  const first = bytes[1] ?? 0;
  if (first < 0x80) return bytes.length === first + 2;
  const count = first & 0x7f;
  if (count === 0 || count > 3) return false;
  let length = 0;
  for (let at = 0; at < count; at++) length = length * 256 + (bytes[2 + at] ?? 0);
  return bytes.length === length + 2 + count;
}

/**
 * A whole private key: PEM (RFC 7468, OpenSSH, OpenPGP armour) or PuTTY. Line breaks may be escaped, as in JSON and
 * environment files. A body that decodes to nothing like a key is a placeholder.
 */
export function privateKey(match: string): Validation | undefined {
  if (match.startsWith('PuTTY')) return { normal: match, checked: true, detail: 'PuTTY key file' };
  const body = match
    .replace(/-----[A-Z ]{5,60}-----/g, '')
    .replace(/\\+[rn]/g, '\n')
    .replace(/^[A-Za-z-]{2,20}: .*$/gm, '')
    // String literals joined by a plus, as in programs; other plus signs are base64.
    .replace(/["']\s{0,8}\+?\s{0,40}["']/g, '')
    .replace(/[^A-Za-z0-9+/=]/g, '');
  if (body.length < 40 || entropy(body) < 4) return undefined;
  const bytes = Buffer.from(body, 'base64');
  const whole = isSequence(bytes) || bytes.subarray(0, 14).toString('latin1') === 'openssh-key-v1';
  return { normal: body, checked: whole, detail: whole ? 'decodes to a key' : 'long random body' };
}
