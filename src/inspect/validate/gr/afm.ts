import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Greek tax number (AFM): weights 256 to 2, modulo 11 and 10. Source: OECD, Greece, information on TINs */
export const afm = numberOf({
  country: 'GR',
  form: /^\d{9}$/,
  detail: 'check digit (mod 11) holds',
  holds: (number) => (weighted(number, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === digitAt(number, 8),
});
