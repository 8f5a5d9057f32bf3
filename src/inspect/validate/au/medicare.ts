import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Australian Medicare number: eight digits from 2 to 6, check digit modulo 10, issue, and the person on the card. Source: METeOR 270101, https://meteor.aihw.gov.au */
export const medicare = numberOf({
  country: 'AU',
  form: /^[2-6]\d{8}[1-9][1-9]?$/,
  detail: 'check digit (mod 10) holds',
  holds: (number) => weighted(number, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digitAt(number, 8),
});
