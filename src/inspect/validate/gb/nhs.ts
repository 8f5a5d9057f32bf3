import type { Validation } from '../validator.ts';

/**
 * NHS number (England, Wales, Isle of Man): nine digits and a check digit modulo 11, weights 10 to 2; a check of 10
 * is never issued. Source: https://www.datadictionary.nhs.uk/attributes/nhs_number.html
 */
export function nhs(match: string): Validation | undefined {
  const digits = match.replace(/[ -]/g, '');
  if (!/^\d{10}$/.test(digits) || /^(\d)\1+$/.test(digits)) return undefined;
  let sum = 0;
  for (let at = 0; at < 9; at++) sum += Number(digits[at]) * (10 - at);
  if ((11 - (sum % 11)) % 11 !== Number(digits[9])) return undefined;
  return { normal: digits, checked: true, detail: 'check digit (mod 11) holds', country: 'GB' };
}
