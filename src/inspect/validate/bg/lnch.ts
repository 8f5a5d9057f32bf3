import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Bulgarian number of foreigners (LNCh): check digit modulo 10. Source: НАП, справочник за ЛНЧ; https://nra.bg */
export const lnch = numberOf({
  country: 'BG',
  form: /^\d{10}$/,
  detail: 'check digit (mod 10) holds',
  holds: (number) => weighted(number, [21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 === digitAt(number, 9),
});
