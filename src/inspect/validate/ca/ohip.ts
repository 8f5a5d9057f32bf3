import { luhnHolds } from '../luhn.ts';
import { numberOf } from '../numbers/define.ts';

/** Ontario health number: ten digits, Luhn, and often a version of one or two letters. Source: https://www.ontario.ca, Health Card Validation Reference Manual */
export const ohip = numberOf({
  country: 'CA',
  form: /^[1-9]\d{9}[A-Z]{0,2}$/,
  detail: 'check digit (Luhn) holds',
  holds: (number) => luhnHolds(number.slice(0, 10)),
});
