import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Thai citizen number: thirteen digits, 1 to 8 first, modulo 11. Source: พ.ร.บ. การทะเบียนราษฎร พ.ศ. 2534; OECD, Thailand, TINs */
export const citizenId = numberOf({
  country: 'TH',
  form: /^[1-8]\d{12}$/,
  detail: 'check digit (mod 11) holds',
  holds: (number) =>
    (11 - (weighted(number, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === digitAt(number, 12),
});
