import { numberOf } from '../numbers/define.ts';
import { weighted } from '../numbers/sums.ts';

/** Swiss AHV number (also of Liechtenstein): 756 and a check digit as of EAN-13. Source: Art. 50c AHVG, SR 831.10 */
export const ahv = numberOf({
  country: 'CH',
  form: /^756\d{10}$/,
  detail: 'country 756 and check digit (EAN-13) hold',
  holds: (number) => weighted(number, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0,
});
