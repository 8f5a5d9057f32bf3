import { luhnHolds } from '../luhn.ts';
import { numberOf } from '../numbers/define.ts';

/** Emirates ID: 784, year of birth, seven digits, Luhn. Source: https://icp.gov.ae; Federal Law No. 9 of 2006 */
export const emiratesId = numberOf({
  country: 'AE',
  form: /^784(?:19\d\d|20[0-3]\d)\d{8}$/,
  detail: 'country 784, year and check digit (Luhn) hold',
  holds: luhnHolds,
});
