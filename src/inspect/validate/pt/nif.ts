import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Portuguese tax number of persons (1, 2, 3, 45): modulo 11. Source: Decreto-Lei n.º 14/2013; OECD, Portugal, TINs */
export const nif = numberOf({
  country: 'PT',
  form: /^(?:[123]|45)\d{7,8}$/,
  detail: 'check digit (mod 11) holds',
  holds: (number) => {
    const rest = weighted(number, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    return number.length === 9 && (rest < 2 ? 0 : 11 - rest) === digitAt(number, 8);
  },
});
