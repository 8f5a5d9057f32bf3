import { Buffer } from 'node:buffer';
import { entropy } from './entropy.ts';
import type { Validation } from './validator.ts';

const hashNames: Readonly<Record<number, string>> = {
  32: 'of the length of MD5 or NTLM',
  40: 'of the length of SHA-1',
  56: 'of the length of SHA-224',
  64: 'of the length of SHA-256',
  96: 'of the length of SHA-384',
  128: 'of the length of SHA-512',
};

/** A bare digest in hex; the label says that it is of a password. Digests of the empty string protect nothing. */
export function hexDigest(match: string): Validation | undefined {
  const digest = match.replace(/^\*/, '').toLowerCase();
  const detail = hashNames[digest.length];
  if (detail === undefined || !/^[0-9a-f]+$/.test(digest) || entropy(digest) < 2.5) return undefined;
  return { normal: digest, checked: false, detail };
}

const schemes: readonly (readonly [scheme: RegExp, detail: string])[] = [
  [/^\$2[abxy]\$(?:0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{53}$/, 'bcrypt, of its exact length'],
  [/^\$argon2(?:id|i|d)\$/, 'Argon2'],
  [/^\$7\$|^\$s0\$|^\$scrypt\$|^scrypt:/, 'scrypt'],
  [/^\$(?:1|apr1)\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}$/, 'MD5-crypt, of its exact length'],
  [/^\$5\$(?:rounds=\d{4,9}\$)?[^$\s:]{1,16}\$[./A-Za-z0-9]{43}$/, 'SHA-256-crypt, of its exact length'],
  [/^\$6\$(?:rounds=\d{4,9}\$)?[^$\s:]{1,16}\$[./A-Za-z0-9]{86}$/, 'SHA-512-crypt, of its exact length'],
  [/^\$y\$|^\$gy\$/, 'yescrypt'],
  [/^pbkdf2[_:]|^\$pbkdf2/, 'PBKDF2'],
  [/^\$P\$|^\$H\$/, 'phpass'],
  [/^\{[A-Z0-9-]+\}/, 'LDAP scheme'],
];

/** A hash whose form names its scheme (crypt(5), PHC string format, Django, LDAP RFC 2307). */
export function schemeHash(match: string): Validation | undefined {
  const scheme = schemes.find(([form]) => form.test(match));
  if (scheme === undefined || /^\$[a-z0-9]{1,12}\$(.)\1{10}/.test(match)) return undefined;
  return { normal: match, checked: true, detail: scheme[1] };
}

/** Password hash of ASP.NET Identity 3: base64 of 0x01, PRF, iterations, salt length, salt and subkey. */
export function aspNetHash(match: string): Validation | undefined {
  const bytes = Buffer.from(match, 'base64');
  if (bytes[0] !== 1 || bytes.length < 45 || bytes.readUInt32BE(1) > 2) return undefined;
  const salt = bytes.readUInt32BE(9);
  if (salt < 8 || salt > 64 || bytes.length < 13 + salt + 16 || entropy(match) < 4) return undefined;
  return { normal: match, checked: true, detail: 'PBKDF2 of ASP.NET Identity' };
}

/** A hash whose form names its system: only stand-ins are refused. */
export function namedHash(match: string): Validation | undefined {
  if (entropy(match) < 2.6 || /x{8}|\.{3}/i.test(match)) return undefined;
  return { normal: match, checked: false, detail: 'the form of its system' };
}

/** Published since 1995; whoever reads the configuration reads the password. */
const ciscoPad = 'dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fgi87';

/** Type 7 of Cisco hides a password, by a known pad from the place that its first two digits tell. What comes out must be text. */
export function ciscoType7(match: string): Validation | undefined {
  const start = Number.parseInt(match.slice(0, 2), 10);
  const bytes = Buffer.from(match.slice(2), 'hex');
  if (start > 52 || bytes.length < 2 || match.length % 2 === 1) return undefined;
  const readable = bytes.every((byte, at) => {
    const plain = byte ^ ciscoPad.charCodeAt((start + at) % ciscoPad.length);
    return plain >= 0x20 && plain < 0x7f;
  });
  return readable ? { normal: match, checked: true, detail: 'reads as text when undone' } : undefined;
}
