import { numberOf } from '../numbers/define.ts';
import { weighted } from '../numbers/sums.ts';

/** Australian tax file number: nine digits, modulo 11. Source: https://www.ato.gov.au, TFN algorithm */
export const tfn = numberOf({
  country: 'AU',
  form: /^\d{9}$/,
  detail: 'check (mod 11) holds',
  holds: (number) => weighted(number, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
});
