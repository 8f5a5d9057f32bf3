import { dayExistsInShortYear } from '../calendar.ts';
import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/**
 * Austrian social insurance number: three digits, check digit, DDMMYY. Weights 3 7 9 – 5 8 4 2 1 6; 10 is never given.
 * The date may have month 13 to 15 where the serials of a day were used up.
 * Source: § 31 ASVG; https://www.sozialversicherung.at
 */
export const svnr = numberOf({
  country: 'AT',
  form: /^[1-9]\d{9}$/,
  detail: 'date of birth and check digit (mod 11) hold',
  holds: (number) => {
    const month = Number(number.slice(6, 8));
    const [day, year] = [Number(number.slice(4, 6)), Number(number.slice(8, 10))];
    const usable = month > 12 && month < 16 ? day > 0 && day < 32 : dayExistsInShortYear(day, month, year);
    return usable && weighted(number, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === digitAt(number, 3);
  },
});
