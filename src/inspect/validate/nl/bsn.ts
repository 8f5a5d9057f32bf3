import { numberOf } from '../numbers/define.ts';
import { weighted } from '../numbers/sums.ts';

/** Dutch citizen service number: the eleven test, the last digit taken off. Source: Wet algemene bepalingen BSN */
export const bsn = numberOf({
  country: 'NL',
  form: /^\d{9}$/,
  detail: 'eleven test holds',
  holds: (number) => !number.startsWith('00') && weighted(number, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
});
