import { bornOn } from '../numbers/births.ts';
import { numberOf } from '../numbers/define.ts';

/** Uzbek PINFL: sex and century, DDMMYY, place, serial, digit. Source: Указ Президента Республики Узбекистан УП-4262; https://my.gov.uz */
export const pinfl = numberOf({
  country: 'UZ',
  form: /^[1-6]\d{13}$/,
  detail: 'date of birth holds',
  checked: false,
  holds: (number) => {
    const century = 1800 + 100 * Math.floor((Number(number[0]) - 1) / 2);
    return bornOn(century + Number(number.slice(5, 7)), Number(number.slice(3, 5)), Number(number.slice(1, 3)));
  },
});
