import { bornOnShort, turnedDay } from '../numbers/births.ts';
import { numberOf } from '../numbers/define.ts';

/** Indonesian NIK: place, DDMMYY (women + 40 to the day), serial. No check digit. Source: UU No. 24 Tahun 2013; Permendagri 72/2022 */
export const nik = numberOf({
  country: 'ID',
  form: /^(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])\d{14}$/,
  detail: 'province and date of birth hold',
  checked: false,
  holds: (number) => {
    const day = Number(number.slice(6, 8));
    const born = String(day > 40 ? day - 40 : day).padStart(2, '0') + number.slice(8, 12);
    return number.slice(12) !== '0000' && bornOnShort(turnedDay(born));
  },
});
