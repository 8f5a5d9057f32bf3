import { luhnHolds } from '../luhn.ts';
import { bornOnLong } from '../numbers/births.ts';
import { numberOf } from '../numbers/define.ts';
import { verhoeffHolds } from '../numbers/verhoeff.ts';

/**
 * Luxembourg identification number: YYYYMMDD, serial, one check digit by Luhn and one by Verhoeff, both of the first
 * eleven. Source: règlement grand-ducal du 28 novembre 2013, art. 1
 */
export const matricule = numberOf({
  country: 'LU',
  form: /^(?:18|19|20)\d{11}$/,
  detail: 'date of birth and both check digits hold',
  holds: (number) =>
    bornOnLong(number) && luhnHolds(number.slice(0, 12)) && verhoeffHolds(number.slice(0, 11) + number.slice(12)),
});
