import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Guatemalan CUI: eight digits, check modulo 11, department (01 to 22), municipality. Source: https://www.renap.gob.gt, Decreto 90-2005 */
export const cui = numberOf({
  country: 'GT',
  form: /^[1-9]\d{8}(?:0[1-9]|1\d|2[0-2])(?:0[1-9]|[12]\d|3[0-3])$/,
  detail: 'department and check digit (mod 11) hold',
  holds: (number) => weighted(number, [2, 3, 4, 5, 6, 7, 8, 9]) % 11 === digitAt(number, 8),
});
