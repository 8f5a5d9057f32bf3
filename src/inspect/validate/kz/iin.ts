import { bornOn } from '../numbers/births.ts';
import { numberOf } from '../numbers/define.ts';
import { digitAt, twiceMod11 } from '../numbers/sums.ts';

/** Kazakh IIN: YYMMDD, sex and century, serial, check digit. Source: Закон РК от 12.01.2007 № 223-III */
export const iin = numberOf({
  country: 'KZ',
  form: /^\d{6}[1-6]\d{5}$/,
  detail: 'date of birth and check digit (mod 11) hold',
  holds: (number) => {
    const year = 1800 + 100 * Math.floor((digitAt(number, 6) - 1) / 2) + Number(number.slice(0, 2));
    if (!bornOn(year, Number(number.slice(2, 4)), Number(number.slice(4, 6)))) return false;
    const first = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    return twiceMod11(number, first, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) === digitAt(number, 11);
  },
});
