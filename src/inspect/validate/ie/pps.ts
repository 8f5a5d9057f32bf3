import { numberOf } from '../numbers/define.ts';
import { weighted } from '../numbers/sums.ts';

/**
 * Irish PPS number: seven digits, check letter, and since 2013 a second letter A, B or H that counts nine times. W, T and X
 * of older numbers count nothing.
 * Source: https://www.revenue.ie; OECD, Ireland, information on TINs
 */
export const pps = numberOf({
  country: 'IE',
  form: /^\d{7}[A-W][ABHTWX]?$/,
  detail: 'check letter (mod 23) holds',
  holds: (number) => {
    const second = /[ABH]$/.test(number) && number.length === 9 ? number.charCodeAt(8) - 64 : 0;
    const check = (weighted(number, [8, 7, 6, 5, 4, 3, 2]) + 9 * second) % 23;
    return 'WABCDEFGHIJKLMNOPQRSTUV'[check] === number[7];
  },
});
