import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Hungarian social insurance number (TAJ): weights 3 and 7, modulo 10. Source: 1996. évi XX. törvény, melléklet */
export const taj = numberOf({
  country: 'HU',
  form: /^\d{9}$/,
  detail: 'check digit (mod 10) holds',
  holds: (number) => weighted(number, [3, 7, 3, 7, 3, 7, 3, 7]) % 10 === digitAt(number, 8),
});
