import { numberOf } from '../numbers/define.ts';
import { weighted } from '../numbers/sums.ts';

/** UK Unique Taxpayer Reference: the first digit checks the rest. Source: HMRC, Modulus 11 check digits; OECD, UK, TINs */
export const utr = numberOf({
  country: 'GB',
  form: /^[1-9]\d{9}$/,
  detail: 'check digit (mod 11) holds',
  holds: (number) => '21987654321'[weighted(number, [0, 6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11] === number[0],
});
