import { luhnHolds } from '../luhn.ts';
import { bornOnShort } from '../numbers/births.ts';
import { numberOf } from '../numbers/define.ts';

/** South African identity number: YYMMDD, serial, citizenship (0, 1; 2 refugee), digit, Luhn. Source: Act 68 of 1997 */
export const southAfricanId = numberOf({
  country: 'ZA',
  form: /^\d{10}[012]\d{2}$/,
  detail: 'date of birth and check digit (Luhn) hold',
  holds: (number) => bornOnShort(number.slice(0, 6)) && luhnHolds(number),
});
