import { createHmac } from 'node:crypto';
import { fail } from '../../errors/index.ts';
import { closeBox, openBox } from './box.ts';
import { type DataKey, subkey } from './data-key.ts';

/**
 * Seals a single value for a row. `place` says which (table, row, column): moved anywhere else, it does not open. 28
 * bytes longer than the value; 2^32 values an incident at most.
 */
export function sealValue(key: DataKey, place: string, value: Uint8Array): Buffer {
  return closeBox(subkey(key, 'values'), value, Buffer.from(place));
}

/** `sealed-broken` where the bytes changed, or were sealed for another place or with another key. */
export function openValue(key: DataKey, place: string, sealed: Uint8Array): Buffer {
  return openBox(subkey(key, 'values'), sealed, Buffer.from(place)) ?? fail('sealed-broken', place);
}

/**
 * 32 bytes that are equal for equal values of one `domain` (what kind of value it is) in one incident, and tell nothing
 * to those without the key: HMAC-SHA-256.
 */
export function keyedHash(key: DataKey, domain: string, value: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(domain));
  return createHmac('sha256', subkey(key, 'hashes')).update(length).update(domain).update(value).digest();
}
