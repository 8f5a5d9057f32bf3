import { bornOnShort } from '../numbers/births.ts';
import { weighted } from '../numbers/sums.ts';
import type { Validation } from '../validator.ts';

/**
 * Norwegian birth number: DDMMYY, serial, two check digits modulo 11. D-numbers have 40 added to the day, H-numbers to
 * the month. From 2032 on the first check may leave a remainder of 1 to 3: such numbers are taken, not as checked.
 * Source: https://www.skatteetaten.no/deling/opplysninger/folkeregisteropplysninger/pid/
 */
export function fodselsnummer(match: string): Validation | undefined {
  const number = match.replace(/[\s.-]/g, '');
  if (!/^\d{11}$/.test(number)) return undefined;
  const [day, month] = [Number(number.slice(0, 2)), Number(number.slice(2, 4))];
  const two = (value: number): string => String(value).padStart(2, '0');
  const born = number.slice(4, 6) + two(month > 40 ? month - 40 : month) + two(day > 40 ? day - 40 : day);
  if (!bornOnShort(born)) return undefined;
  const first = weighted(number, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11;
  const second = weighted(number, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11;
  if (second !== 0 || first > 3) return undefined;
  const detail = 'date of birth and check digits (mod 11) hold';
  return { normal: number, checked: first === 0, detail, country: 'NO' };
}
