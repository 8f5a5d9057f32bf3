import { bornOnLong } from '../numbers/births.ts';
import { numberOf } from '../numbers/define.ts';
import { digitAt, sum731 } from '../numbers/sums.ts';

/** Ukrainian record number (УНЗР): YYYYMMDD-NNNNC, weights 7 3 1. Source: Закон № 5492-VI, ст. 10 */
export const unzr = numberOf({
  country: 'UA',
  form: /^(?:19|20)\d{11}$/,
  detail: 'date of birth and check digit (7 3 1) hold',
  holds: (number) => bornOnLong(number) && sum731(number.slice(0, 12)) % 10 === digitAt(number, 12),
});
