import { numberOf } from '../numbers/define.ts';
import { verhoeffHolds } from '../numbers/verhoeff.ts';

/** Aadhaar: twelve digits, not from 0 or 1, no palindrome, Verhoeff. Source: https://uidai.gov.in */
export const aadhaar = numberOf({
  country: 'IN',
  form: /^[2-9]\d{11}$/,
  detail: 'check digit (Verhoeff) holds',
  holds: (number) => verhoeffHolds(number) && Array.from(number).reverse().join('') !== number,
});
