import { bornOn } from '../numbers/births.ts';
import { numberOf } from '../numbers/define.ts';

/**
 * Czech and Slovak birth number: YYMMDD, serial, check digit. Women have 50 added to the month, and from 2004 on 20 more
 * may be added. Nine digits until 1953, without a check; then ten that 11 divides, or until 1985 a 0 for a remainder of
 * 10. Source: zákon č. 133/2000 Sb., § 13; zákon č. 301/1995 Z. z.
 */
export const rodneCislo = numberOf({
  country: 'CZ',
  form: /^\d{9,10}$/,
  detail: 'date of birth and check digit (mod 11) hold',
  holds: (number) => {
    const short = Number(number.slice(0, 2));
    const long = number.length === 10;
    if (!long && short > 53) return false;
    const year = long && short < 54 ? 2000 + short : 1900 + short;
    const women = Number(number.slice(2, 4)) % 50;
    const month = women > 20 && year > 2003 ? women - 20 : women;
    if (Number(number.slice(2, 4)) > 82 || !bornOn(year, month, Number(number.slice(4, 6)))) return false;
    if (!long) return number.slice(6) !== '000';
    if (Number(number) % 11 === 0) return true;
    return year < 1986 && Number(number.slice(0, 9)) % 11 === 10 && number.endsWith('0');
  },
});
