import { luhnHolds } from '../luhn.ts';
import { numberOf } from '../numbers/define.ts';

/** Canadian social insurance number: nine digits, not from 0 or 8, Luhn. Source: https://www.canada.ca, Social Insurance Number Code of Practice */
export const sin = numberOf({
  country: 'CA',
  form: /^[1-79]\d{8}$/,
  detail: 'check digit (Luhn) holds',
  holds: luhnHolds,
});
