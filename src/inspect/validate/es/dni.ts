import { validate } from 'stdnum/lib/cjs/es/dni.js';
import type { Validation } from '../validator.ts';

/**
 * Spanish DNI: eight digits and the letter of the number modulo 23, by stdnum. Its K, L and M forms go unchecked
 * there and are left out. Source: https://www.interior.gob.es (cálculo del dígito de control del NIF/NIE)
 */
export function dni(match: string): Validation | undefined {
  const compact = match.replace(/[\s.-]/g, '').toUpperCase();
  if (!/^\d{8}[A-Z]$/.test(compact) || compact.startsWith('00000000') || !validate(compact).isValid) return undefined;
  return { normal: compact, checked: true, detail: 'check letter (mod 23) holds', country: 'ES' };
}
