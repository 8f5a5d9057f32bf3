import { bornOnShort, turnedDay } from '../numbers/births.ts';
import { numberOf } from '../numbers/define.ts';
import { weighted } from '../numbers/sums.ts';

/** Scottish CHI number: DDMMYY, three digits, check as of the NHS number. Source: https://www.isdscotland.org, CHI */
export const chi = numberOf({
  country: 'GB',
  form: /^[0-3]\d{9}$/,
  detail: 'date of birth and check digit (mod 11) hold',
  holds: (number) =>
    bornOnShort(turnedDay(number.slice(0, 6))) && weighted(number, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
});
