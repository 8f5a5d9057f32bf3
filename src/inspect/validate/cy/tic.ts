import { numberOf } from '../numbers/define.ts';
import { digitAt } from '../numbers/sums.ts';

const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];

/** Cypriot tax code of persons: 0 or 9, seven digits, check letter. Source: OECD, Cyprus, information on TINs */
export const tic = numberOf({
  country: 'CY',
  form: /^[09]\d{7}[A-Z]$/,
  detail: 'check letter (mod 26) holds',
  holds: (number) => {
    let sum = 0;
    for (let at = 0; at < 8; at++) sum += at % 2 === 0 ? (odd[digitAt(number, at)] ?? 0) : digitAt(number, at);
    return String.fromCharCode(65 + (sum % 26)) === number[8];
  },
});
