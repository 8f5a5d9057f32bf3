import { dayExists } from '../calendar.ts';
import { weighted } from '../numbers/sums.ts';
import type { Validation } from '../validator.ts';

/**
 * Latvian personal code: DDMMYY-CNNNX with C the century (0 is 18th) and a check digit; since July 2017 also 32 to 39 and
 * nine digits that say and check nothing. Source: Fizisko personu reģistra likums; https://www.pmlp.gov.lv
 */
export function personasKods(match: string): Validation | undefined {
  const number = match.replace(/[\s-]/g, '');
  if (!/^\d{11}$/.test(number)) return undefined;
  if (/^3[2-9]/.test(number))
    return { normal: number, checked: false, detail: 'begins as those given since 2017 do', country: 'LV' };
  const year = 1800 + 100 * Number(number[6]) + Number(number.slice(4, 6));
  if (year > 2035 || !dayExists(Number(number.slice(0, 2)), Number(number.slice(2, 4)), year)) return undefined;
  const check = ((1 + weighted(number, [10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11) % 10;
  if (check !== Number(number[10])) return undefined;
  return { normal: number, checked: true, detail: 'date of birth and check digit (mod 11) hold', country: 'LV' };
}
