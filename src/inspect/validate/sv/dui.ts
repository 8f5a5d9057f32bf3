import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Salvadoran DUI: eight digits, check modulo 10. Source: https://www.rnpn.gob.sv; OECD, El Salvador, TINs */
export const dui = numberOf({
  country: 'SV',
  form: /^\d{9}$/,
  detail: 'check digit (mod 10) holds',
  holds: (number) => (10 - (weighted(number, [9, 8, 7, 6, 5, 4, 3, 2]) % 10)) % 10 === digitAt(number, 8),
});
