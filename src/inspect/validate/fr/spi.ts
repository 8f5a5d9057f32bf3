import { validate } from 'stdnum/lib/cjs/fr/nif.js';
import type { Validation } from '../validator.ts';

/**
 * French tax number (numéro fiscal de référence, SPI): 13 digits from 0 to 3, the last three the rest modulo 511.
 * By stdnum. Source: OECD, France, information on tax identification numbers.
 */
export function spi(match: string): Validation | undefined {
  const digits = match.replace(/\s/g, '');
  if (!/^[0-3]\d{12}$/.test(digits) || !validate(digits).isValid) return undefined;
  return { normal: digits, checked: true, detail: 'key (mod 511) holds', country: 'FR' };
}
