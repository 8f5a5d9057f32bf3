import { numberOf } from '../numbers/define.ts';
import { weighted } from '../numbers/sums.ts';

/** Health and Care number of Northern Ireland: 32 to 39 first, check as of the NHS number. Source: https://hscbusiness.hscni.net */
export const hsc = numberOf({
  country: 'GB',
  form: /^3[2-9]\d{8}$/,
  detail: 'range and check digit (mod 11) hold',
  holds: (number) => weighted(number, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
});
