import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Slovenian tax number: eight digits, modulo 11. Source: Zakon o davčnem postopku; OECD, Slovenia, TINs */
export const davcna = numberOf({
  country: 'SI',
  form: /^[1-9]\d{7}$/,
  detail: 'check digit (mod 11) holds',
  holds: (number) => {
    const check = 11 - (weighted(number, [8, 7, 6, 5, 4, 3, 2]) % 11);
    return check < 11 && check % 10 === digitAt(number, 7);
  },
});
