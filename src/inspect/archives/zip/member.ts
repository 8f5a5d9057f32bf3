import { crc32 } from 'node:zlib';
import { type Code, codeOf, fail } from '#platform/errors';
import type { Input } from '../../contract.ts';
import type { Consumed } from '../decompress.ts';
import { asBuffer, windows } from '../window.ts';
import { type AesKeys, aesOverhead, decryptAes, openAes } from './aes.ts';
import { isCuttable, isReadable, unpack } from './methods.ts';
import { type Entry, flag, method } from './records.ts';
import { decryptZipCrypto, mayOpen, zipCryptoHeader } from './zipcrypto.ts';

/** Passwords to try, as bytes; the one that opened the last member is moved to the front. */
export type Keyring = Buffer[];

/** What is known about the data of a member, and what it may cost. */
export interface Data {
  readonly range: readonly [from: number, to: number];
  /** Bytes that may be held to unpack it. */
  readonly most: number;
  /** Whether length and check sum of the entry are to be trusted. @default true */
  readonly known?: boolean;
  readonly consumed?: Consumed;
}

/** The format does not say how passwords are encoded: programs take UTF-8 or the code page of the system. */
export function keyring(passwords: readonly string[]): Keyring {
  return passwords.flatMap((password) => {
    const wide = Buffer.from(password, 'utf8');
    return wide.length === password.length ? [wide] : [wide, Buffer.from(password, 'latin1')];
  });
}

/** Why a member cannot be read, or its content with the check of length and sum at the end. */
export type Opened = { readonly reason: Code } | { readonly stream: AsyncGenerator<Uint8Array> };

/** How a member's compressed bytes are had. */
type Key =
  | { readonly kind: 'none' }
  | { readonly kind: 'zipcrypto'; readonly password: Buffer }
  | { readonly kind: 'aes'; readonly keys: AesKeys };

/**
 * Opens the member whose bytes are [from, to). Length and check sum of the entry are not to be trusted where a local
 * header leaves them to the data descriptor.
 */
export async function openMember(
  input: Input,
  entry: Entry,
  { range: [from, to], most, known = true, consumed }: Data,
  keyring: Keyring,
): Promise<Opened> {
  if ((entry.flags & (flag.strong | flag.masked)) !== 0) return { reason: 'protection-unsupported' };
  if (entry.method === method.aes || (entry.aes !== undefined && (entry.aes.strength < 1 || entry.aes.strength > 3))) {
    return { reason: 'protection-unsupported' };
  }
  if (!isReadable(entry.method)) return { reason: 'feature-unsupported' };
  let key: Key = { kind: 'none' };
  if ((entry.flags & flag.encrypted) !== 0) {
    try {
      const found = await findKey(input, entry, { range: [from, to], most }, keyring);
      if (found === undefined) return { reason: 'wrong-password' };
      key = found;
    } catch (error) {
      return { reason: codeOf(error) };
    }
  }
  const content = unpack(decrypted(input, entry, from, to, key), entry, most, consumed);
  // AE-2 leaves the check sum out, since it would tell about the content; its authentication code takes the place.
  const sum = entry.aes?.version === 2 ? undefined : entry.crc;
  return { stream: known ? checked(content, entry.size, sum) : content };
}

function decrypted(input: Input, entry: Entry, from: number, to: number, key: Key): AsyncGenerator<Uint8Array> {
  if (key.kind === 'zipcrypto') return decryptZipCrypto(input, from, to, key.password);
  if (key.kind === 'aes' && entry.aes !== undefined) return decryptAes(input, from, to, entry.aes, key.keys);
  return windows(input, from, to);
}

/** Throws `damaged` as soon as more comes out than was stated, and at the end where length or check sum do not match. */
async function* checked(
  content: AsyncGenerator<Uint8Array>,
  size: number,
  sum: number | undefined,
): AsyncGenerator<Uint8Array> {
  let length = 0;
  let crc = 0;
  for await (const chunk of content) {
    length += chunk.length;
    if (length > size) fail('damaged', 'length of a member');
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (length !== size || (sum !== undefined && crc !== sum)) fail('damaged', 'check sum of a member');
}

async function findKey(input: Input, entry: Entry, data: Data, keyring: Keyring): Promise<Key | undefined> {
  const [from, to] = data.range;
  if (entry.aes !== undefined) {
    if (to - from < aesOverhead(entry.aes)) fail('damaged', 'encryption header');
    const opened = await openAes(input, from, entry.aes, keyring);
    if (opened === undefined) return undefined;
    prefer(keyring, opened.password);
    return { kind: 'aes', keys: opened.keys };
  }
  const header = asBuffer(await input.read(from, Math.min(zipCryptoHeader, to - from)));
  for (const password of keyring) {
    if (!mayOpen(entry, header, password) || !(await opens(input, entry, data, password))) continue;
    prefer(keyring, password);
    return { kind: 'zipcrypto', password };
  }
  return undefined;
}

/** Compressed bytes that are tried with a password: DEFLATE of noise breaks within a few hundred. */
const tried = 64 * 1024;

/**
 * Tells a right password from the one in 256 wrong ones that pass the check byte: noise does not inflate, or ends too
 * early. Stored members have nothing but the check sum of the whole.
 */
async function opens(
  input: Input,
  entry: Entry,
  { range: [from, to], most }: Data,
  password: Buffer,
): Promise<boolean> {
  const stored = entry.method === method.stored;
  const end = isCuttable(entry.method) ? Math.min(to, from + tried) : to;
  const content = unpack(decryptZipCrypto(input, from, end, password), entry, most);
  let length = 0;
  let crc = 0;
  try {
    for await (const chunk of content) {
      length += chunk.length;
      if (stored || end === to) crc = crc32(chunk, crc);
      if (length > entry.size && entry.size > 0) return false;
    }
  } catch {
    return false;
  }
  return end < to || entry.crc === 0 || crc === entry.crc;
}

function prefer(keyring: Keyring, password: Buffer): void {
  keyring.splice(keyring.indexOf(password), 1);
  keyring.unshift(password);
}
