import { luhnHolds } from '../luhn.ts';
import { numberOf } from '../numbers/define.ts';

/** South African income tax number: ten digits, 0 to 3 or 9 first, Luhn. Source: https://www.sars.gov.za; OECD, TINs */
export const southAfricanTax = numberOf({
  country: 'ZA',
  form: /^[01239]\d{9}$/,
  detail: 'check digit (Luhn) holds',
  holds: luhnHolds,
});
