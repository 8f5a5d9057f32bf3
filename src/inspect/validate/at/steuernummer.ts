import { luhnHolds } from '../luhn.ts';
import { numberOf } from '../numbers/define.ts';

/**
 * Austrian tax number: two digits of the office, six, check digit by Luhn.
 * Source: OECD, Austria, information on tax identification numbers; BMF, Prüfziffernberechnung
 */
export const steuernummer = numberOf({
  country: 'AT',
  form: /^(?:0[3-9]|[1-9]\d)\d{7}$/,
  detail: 'check digit (Luhn) holds',
  holds: luhnHolds,
});
