import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Uruguayan identity card: six or seven digits and a check modulo 10. Source: DNIC, Ministerio del Interior; OECD, Uruguay, TINs */
export const uruguayanCi = numberOf({
  country: 'UY',
  form: /^[1-9]\d{6,7}$/,
  detail: 'check digit (mod 10) holds',
  holds: (number) => {
    const long = number.padStart(8, '0');
    return (10 - (weighted(long, [2, 9, 8, 7, 6, 3, 4]) % 10)) % 10 === digitAt(long, 7);
  },
});
