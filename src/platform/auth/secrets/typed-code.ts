import { randomBytes } from 'node:crypto';
import { base32 } from './base32.ts';
import { hashOfToken } from './token.ts';

/** A code that somebody types or pastes: groups of four letters and digits. */
export interface TypedCode {
  readonly code: string;
  /** SHA-256 of it as `hashOfTyped` reads it. */
  readonly codeHash: string;
}

/** @param bytes a multiple of 5; 10 are 80 bits in 4 groups, out of reach of guessing even for who holds the hash */
export function makeTypedCode(bytes: number): TypedCode {
  const code = (base32(randomBytes(bytes)).match(/.{4}/g) ?? []).join('-');
  return { code, codeHash: hashOfTyped(code) };
}

/** The hash of what somebody typed; case, spaces and hyphens do not matter, and 0, 1 and 8 are read as the letters. */
export function hashOfTyped(typed: string): string {
  const letters = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return hashOfToken(letters.replaceAll('0', 'O').replaceAll('1', 'I').replaceAll('8', 'B'));
}
