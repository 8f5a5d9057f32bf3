import { validate } from 'stdnum/lib/cjs/es/nie.js';
import type { Validation } from '../validator.ts';

/**
 * Spanish NIE of foreigners: X, Y or Z, seven digits, check letter as for the DNI; by stdnum.
 * Source: https://www.interior.gob.es, Orden INT/2058/2008
 */
export function nie(match: string): Validation | undefined {
  const compact = match.replace(/[\s.-]/g, '').toUpperCase();
  if (!/^[XYZ]\d{7}[A-Z]$/.test(compact) || !validate(compact).isValid) return undefined;
  return { normal: compact, checked: true, detail: 'check letter (mod 23) holds', country: 'ES' };
}
