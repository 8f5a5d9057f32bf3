import { hash, randomBytes } from 'node:crypto';

/** 256 random bits, and what is kept of them. Nobody can guess them, so a plain hash hides them. */
export interface Token {
  /** Shown once, or put in a cookie; 43 characters of base64url behind its prefix. */
  readonly token: string;
  /** SHA-256, 64 hexadecimal digits. */
  readonly tokenHash: string;
}

/** The prefix of API keys, by which a program that looks for leaked secrets knows one. */
export const keyPrefix = 'cfd_';

export function makeToken(prefix = ''): Token {
  const token = `${prefix}${randomBytes(32).toString('base64url')}`;
  return { token, tokenHash: hashOfToken(token) };
}

export function hashOfToken(token: string): string {
  return hash('sha256', token, 'hex');
}
