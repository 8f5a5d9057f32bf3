import { luhnHolds } from '../luhn.ts';
import { numberOf } from '../numbers/define.ts';

/** Dominican cédula: office, seven digits, Luhn. Some that were given long ago break the check. Source: Ley 8-92; https://jce.gob.do */
export const dominicanCedula = numberOf({
  country: 'DO',
  form: /^(?:[01]\d\d|2[0-2]\d|402)\d{8}$/,
  detail: 'check digit (Luhn) holds',
  holds: luhnHolds,
});
