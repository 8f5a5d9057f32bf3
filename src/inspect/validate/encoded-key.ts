import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Validation } from './validator.ts';

const bech32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** Remainder of BIP 173; 1 where the checksum of Bech32 holds. */
function polymod(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    generators.forEach((generator, bit) => {
      if (((top >>> bit) & 1) === 1) sum ^= generator;
    });
  }
  return sum;
}

/** What a text in Bech32 says of itself. `sum` is 1 in Bech32, and 0x2bc830a3 in Bech32m (BIP 350), where its checksum holds. */
export function readBech32(
  match: string,
): { readonly name: string; readonly values: readonly number[]; readonly sum: number } | undefined {
  const text = match.toLowerCase();
  const at = text.lastIndexOf('1');
  const name = Array.from(text.slice(0, at), (letter) => letter.charCodeAt(0));
  const values = Array.from(text.slice(at + 1), (letter) => bech32.indexOf(letter));
  if (at < 1 || values.includes(-1)) return undefined;
  const sum = polymod([...name.map((code) => code >> 5), 0, ...name.map((code) => code & 31), ...values]);
  return { name: text.slice(0, at), values, sum };
}

/** A secret key in Bech32: age (`AGE-SECRET-KEY-1`), Nostr (`nsec1`). https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki */
export function bech32Key(match: string): Validation | undefined {
  const read = readBech32(match);
  if (read === undefined) return undefined;
  const holds = read.sum === 1;
  const detail = holds ? 'checksum (Bech32) holds' : 'checksum does not hold';
  return { normal: match.toLowerCase(), checked: holds, detail };
}

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Undefined where a character is none of base 58. Cost grows with the square of the length: for short texts only. */
export function fromBase58(text: string, alphabet = base58): Buffer | undefined {
  const bytes: number[] = [];
  for (const letter of text) {
    let carry = alphabet.indexOf(letter);
    if (carry === -1) return undefined;
    for (let at = 0; at < bytes.length; at++) {
      carry += (bytes[at] ?? 0) * 58;
      bytes[at] = carry & 255;
      carry >>= 8;
    }
    for (; carry > 0; carry >>= 8) bytes.push(carry & 255);
  }
  let zeros = 0;
  while (zeros < text.length && text[zeros] === alphabet[0]) zeros += 1;
  return Buffer.from([...Array.from({ length: zeros }, () => 0), ...bytes.toReversed()]);
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** Whether the last four bytes begin a double SHA-256 of the others. */
export function base58CheckHolds(bytes: Buffer): boolean {
  return sha256(sha256(bytes.subarray(0, -4)))
    .subarray(0, 4)
    .equals(bytes.subarray(-4));
}

/** A key in Base58Check. BIP 32 (`xprv`, `xpub`), BIP 38 (`6P`), wallet import format. */
export function base58Key(match: string): Validation | undefined {
  const bytes = match.length <= 128 ? fromBase58(match) : undefined;
  if (bytes === undefined || bytes.length < 37) return undefined;
  return base58CheckHolds(bytes) ? { normal: match, checked: true, detail: 'checksum (Base58Check) holds' } : undefined;
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function fromBase32(text: string): Uint8Array {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const letter of text) {
    held = ((held << 5) | base32.indexOf(letter)) & 0xffff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 255);
    }
  }
  return Uint8Array.from(bytes);
}

/** CRC-16/XMODEM. */
function crc16(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) sum = ((sum & 0x8000) === 0 ? sum << 1 : (sum << 1) ^ 0x1021) & 0xffff;
  }
  return sum;
}

/**
 * A seed in base 32 that ends with a CRC-16, lowest byte first: NATS (https://docs.nats.io/using-nats/developer/connecting/nkey),
 * Stellar (https://github.com/stellar/stellar-protocol/blob/master/ecosystem/sep-0023.md). The form alone says nothing.
 */
export function base32Seed(match: string): Validation | undefined {
  const bytes = fromBase32(match);
  const at = bytes.length - 2;
  if (at < 32 || crc16(bytes.subarray(0, at)) !== (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0)) return undefined;
  return { normal: match, checked: true, detail: 'checksum (CRC-16) holds' };
}
