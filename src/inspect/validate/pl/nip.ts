import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Polish tax number (NIP), also of persons with a business: modulo 11. Source: ustawa o NIP, Dz.U. 1995 nr 142 poz. 702 */
export const nip = numberOf({
  country: 'PL',
  form: /^[1-9]\d{9}$/,
  detail: 'check digit (mod 11) holds',
  holds: (number) => weighted(number, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === digitAt(number, 9),
});
