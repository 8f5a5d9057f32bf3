import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Russian tax number of persons: twelve digits, two of them checks. Source: приказ ФНС ЕД-7-14/559@ */
export const inn = numberOf({
  country: 'RU',
  form: /^(?!00)\d{12}$/,
  detail: 'both check digits (mod 11) hold',
  holds: (number) =>
    (weighted(number, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10 === digitAt(number, 10) &&
    (weighted(number, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10 === digitAt(number, 11),
});
