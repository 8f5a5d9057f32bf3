import { luhnHolds } from '../luhn.ts';
import { numberOf } from '../numbers/define.ts';

/** Saudi national number (1) or iqama (2): ten digits, Luhn. Source: https://www.absher.sa; OECD, Saudi Arabia, TINs */
export const saudiId = numberOf({
  country: 'SA',
  form: /^[12]\d{9}$/,
  detail: 'check digit (Luhn) holds',
  holds: luhnHolds,
});
