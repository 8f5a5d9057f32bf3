import { luhnHolds } from '../luhn.ts';
import { numberOf } from '../numbers/define.ts';

/** Mexican social security number (IMSS): eleven digits, Luhn. Source: https://www.imss.gob.mx */
export const mexicanNss = numberOf({
  country: 'MX',
  form: /^(?!00)\d{11}$/,
  detail: 'check digit (Luhn) holds',
  holds: luhnHolds,
});
