import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Peruvian RUC of persons (10, 15, 17): modulo 11. Source: https://www.sunat.gob.pe; OECD, Peru, TINs */
export const ruc = numberOf({
  country: 'PE',
  form: /^1[057]\d{9}$/,
  detail: 'check digit (mod 11) holds',
  holds: (number) => (11 - (weighted(number, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === digitAt(number, 10),
});
