import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Portuguese social security number of persons (1 first). Source: Segurança Social, https://www.seg-social.pt */
export const niss = numberOf({
  country: 'PT',
  form: /^1\d{10}$/,
  detail: 'check digit (mod 10) holds',
  holds: (number) => 9 - (weighted(number, [29, 23, 19, 17, 13, 11, 7, 5, 3, 2]) % 10) === digitAt(number, 10),
});
