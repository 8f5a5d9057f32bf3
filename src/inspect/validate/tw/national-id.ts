import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Letters in the order of their numbers, from 10 on. */
const places = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';

/** Taiwanese national (1, 2) and resident (8, 9) number: letter of the place, nine digits, modulo 10. Source: https://www.ris.gov.tw; https://www.immigration.gov.tw */
export const taiwaneseId = numberOf({
  country: 'TW',
  form: /^[A-Z][1289]\d{8}$/,
  detail: 'check digit (mod 10) holds',
  holds: (number) => {
    const place = places.indexOf(number.charAt(0)) + 10;
    const head = Math.floor(place / 10) + (place % 10) * 9;
    return (head + weighted(number.slice(1), [8, 7, 6, 5, 4, 3, 2, 1]) + digitAt(number, 9)) % 10 === 0;
  },
});
