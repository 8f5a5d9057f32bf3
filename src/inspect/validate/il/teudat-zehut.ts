import { luhnHolds } from '../luhn.ts';
import { numberOf } from '../numbers/define.ts';

/** Israeli identity number: nine digits, Luhn. Source: Population Registry Law, 5725-1965; OECD, Israel, TINs */
export const teudatZehut = numberOf({
  country: 'IL',
  form: /^(?!000)\d{9}$/,
  detail: 'check digit (Luhn) holds',
  holds: luhnHolds,
});
