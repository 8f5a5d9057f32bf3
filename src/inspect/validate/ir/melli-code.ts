import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Iranian national code: ten digits, weights 10 to 2, modulo 11. Source: https://www.sabteahval.ir */
export const melliCode = numberOf({
  country: 'IR',
  form: /^(?!000)\d{10}$/,
  detail: 'check digit (mod 11) holds',
  holds: (number) => {
    const rest = weighted(number, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    return (rest < 2 ? rest : 11 - rest) === digitAt(number, 9);
  },
});
