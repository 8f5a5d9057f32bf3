import { bornOn } from '../numbers/births.ts';
import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Kuwaiti civil number: century, YYMMDD, serial, check digit modulo 11. Source: https://www.paci.gov.kw; Law 32 of 1982 */
export const civilId = numberOf({
  country: 'KW',
  form: /^[23]\d{11}$/,
  detail: 'date of birth and check digit (mod 11) hold',
  holds: (number) => {
    const year = (number.startsWith('2') ? 1900 : 2000) + Number(number.slice(1, 3));
    if (!bornOn(year, Number(number.slice(3, 5)), Number(number.slice(5, 7)))) return false;
    return 11 - (weighted(number, [2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11) === digitAt(number, 11);
  },
});
