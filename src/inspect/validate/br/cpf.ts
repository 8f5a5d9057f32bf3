import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

const check = (rest: number): number => (rest < 2 ? 0 : 11 - rest);

/** Brazilian CPF: nine digits and two checks modulo 11. Source: Receita Federal, IN RFB 2172/2024 */
export const cpf = numberOf({
  country: 'BR',
  form: /^\d{11}$/,
  detail: 'both check digits (mod 11) hold',
  holds: (number) =>
    check(weighted(number, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) === digitAt(number, 9) &&
    check(weighted(number, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) === digitAt(number, 10),
});
