import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Argentine CUIL and CUIT of persons (20, 23 to 27): identity number between prefix and check modulo 11. Source: https://www.argentina.gob.ar/anses; Resolución General AFIP 3995/2017 */
export const cuil = numberOf({
  country: 'AR',
  form: /^2[034567]\d{9}$/,
  detail: 'prefix and check digit (mod 11) hold',
  holds: (number) => (11 - (weighted(number, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === digitAt(number, 10),
});
