import { numberOf } from '../numbers/define.ts';
import { weighted } from '../numbers/sums.ts';

/** Brazilian health card: fifteen digits, weights 15 to 1, modulo 11. Source: DATASUS, Cartão Nacional de Saúde */
export const cns = numberOf({
  country: 'BR',
  form: /^[12789]\d{14}$/,
  detail: 'check (mod 11) holds',
  holds: (number) => weighted(number, [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
});
