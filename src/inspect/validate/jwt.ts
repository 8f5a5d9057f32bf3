import { Buffer } from 'node:buffer';
import type { Validation } from './validator.ts';

function objectIn(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** JSON Web Token in compact form (RFC 7519, RFC 7515 §3.1): header and payload decode to JSON, the header has `alg`. */
export function jwt(match: string): Validation | undefined {
  const [header = '', payload = '', signature = ''] = match.split('.');
  const head = objectIn(header);
  if (typeof head?.['alg'] !== 'string') return undefined;
  // Encrypted tokens (RFC 7516) have a second part that is no JSON.
  if (typeof head['enc'] !== 'string' && objectIn(payload) === undefined) return undefined;
  if (signature === '') return { normal: match, checked: true, detail: 'header is JSON with alg, unsigned', by: -0.2 };
  return { normal: match, checked: true, detail: 'header is JSON with alg' };
}
