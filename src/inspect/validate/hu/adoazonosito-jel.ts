import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Hungarian tax number of persons: 8, days from 1867 to birth, serial, check. Source: 1996. évi XX. törvény */
export const adoazonositoJel = numberOf({
  country: 'HU',
  form: /^8\d{9}$/,
  detail: 'check digit (mod 11) holds',
  // Days since 1 January 1867: who is born until 2035 has less than 61,729.
  holds: (number) =>
    Number(number.slice(1, 6)) < 61_729 && weighted(number, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 === digitAt(number, 9),
});
