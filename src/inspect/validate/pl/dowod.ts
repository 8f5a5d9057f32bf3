import { numberOf } from '../numbers/define.ts';

const weights = [7, 3, 1, 9, 7, 3, 1, 7, 3];

/** Polish identity card: three letters, check digit, five digits. Source: rozporządzenie MSWiA w sprawie wzoru dowodu */
export const dowod = numberOf({
  country: 'PL',
  form: /^[A-Z]{3}\d{6}$/,
  detail: 'check digit (mod 10) holds',
  holds: (number) =>
    weights.reduce((sum, weight, at) => sum + weight * Number.parseInt(number.charAt(at), 36), 0) % 10 === 0,
});
