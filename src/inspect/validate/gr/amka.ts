import { luhnHolds } from '../luhn.ts';
import { bornOnShort, turnedDay } from '../numbers/births.ts';
import { numberOf } from '../numbers/define.ts';

/** Greek AMKA: DDMMYY, four digits, Luhn. Source: ν. 3655/2008; https://www.amka.gr */
export const amka = numberOf({
  country: 'GR',
  form: /^\d{11}$/,
  detail: 'date of birth and check digit (Luhn) hold',
  holds: (number) => bornOnShort(turnedDay(number.slice(0, 6))) && luhnHolds(number),
});
