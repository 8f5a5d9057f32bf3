import { sum731 } from '../numbers/sums.ts';
import type { Validation } from '../validator.ts';

/**
 * Serial number of German identity cards and passports: nine characters without vowels and letters that look like digits,
 * and where it is printed or typed with it the check digit of ICAO 9303 (weights 7 3 1).
 * Source: Anlage 3 zur Passverordnung (Serien- und Prüfziffern); § 5 Abs. 8 PAuswG
 */
export function ausweis(match: string): Validation | undefined {
  const serial = match.replace(/[\s-]/g, '').toUpperCase();
  if (!/^[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}\d?$/.test(serial) || !/\d/.test(serial)) return undefined;
  const number = serial.slice(0, 9);
  if (serial.length === 9) return { normal: number, checked: false, detail: 'letters in use', country: 'DE' };
  if (sum731(number) % 10 !== Number(serial[9])) return undefined;
  return { normal: number, checked: true, detail: 'check digit (7 3 1) holds', country: 'DE' };
}
