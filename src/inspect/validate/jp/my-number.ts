import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Japanese individual number: twelve digits, modulo 11. Source: 番号法施行令; 総務省令第85号 (2014), 第5条 */
export const myNumber = numberOf({
  country: 'JP',
  form: /^\d{12}$/,
  detail: 'check digit (mod 11) holds',
  holds: (number) => {
    const rest = weighted(number, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    return (rest < 2 ? 0 : 11 - rest) === digitAt(number, 11);
  },
});
