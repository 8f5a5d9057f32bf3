import { createHash } from 'node:crypto';

/** Turns of hashing that [MS-OFFCRYPTO] allows; more only keeps the reader busy. */
export const maxSpins = 10_000_000;

/**
 * The hash of a password after `spins` turns ([MS-OFFCRYPTO] 2.3.4.7, 2.3.4.11). The costly part of trying a password:
 * 100,000 turns of SHA-512 take about 0.15 s.
 */
export function spunHash(algorithm: string, salt: Uint8Array, password: string, spins: number): Buffer {
  let hash = createHash(algorithm).update(salt).update(Buffer.from(password, 'utf16le')).digest();
  const turn = Buffer.alloc(4 + hash.length);
  for (let spin = 0; spin < spins; spin++) {
    turn.writeUInt32LE(spin, 0);
    hash.copy(turn, 4);
    hash = createHash(algorithm).update(turn).digest();
  }
  return hash;
}

/** Cut, or filled up with 0x36, to `length` bytes. */
export function fitted(bytes: Uint8Array, length: number): Buffer {
  const out = Buffer.alloc(length, 0x36);
  out.set(bytes.subarray(0, length));
  return out;
}
