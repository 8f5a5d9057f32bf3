import { numberOf } from '../numbers/define.ts';
import { weighted } from '../numbers/sums.ts';

/** Russian SNILS: nine digits and their sum modulo 101; below 001-001-998 none is checked. Source: Закон № 27-ФЗ */
export const snils = numberOf({
  country: 'RU',
  form: /^\d{11}$/,
  detail: 'key (mod 101) holds',
  holds: (number) =>
    Number(number.slice(0, 9)) > 1_001_998 &&
    (weighted(number, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === Number(number.slice(9)),
});
