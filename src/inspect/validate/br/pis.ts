import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Brazilian PIS, PASEP and NIS number: ten digits and a check modulo 11. Source: Caixa Econômica Federal, Cadastro NIS */
export const pis = numberOf({
  country: 'BR',
  form: /^[12]\d{10}$/,
  detail: 'check digit (mod 11) holds',
  holds: (number) => {
    const rest = weighted(number, [3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    return (rest < 2 ? 0 : 11 - rest) === digitAt(number, 10);
  },
});
