import { bornOnLong } from '../numbers/births.ts';
import { numberOf } from '../numbers/define.ts';
import { mod112Holds } from '../numbers/iso7064.ts';

/** Provinces of GB/T 2260, and the codes of residents of Taiwan, Hong Kong and Macao (83, 81, 82). */
const province = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)/;

/** Chinese resident identity number: place, YYYYMMDD, serial, ISO 7064 MOD 11-2. Source: GB 11643-1999 */
export const residentId = numberOf({
  country: 'CN',
  form: /^[1-9]\d{16}[\dX]$/,
  detail: 'province, date of birth and check (mod 11-2) hold',
  holds: (number) => province.test(number) && bornOnLong(number.slice(6, 14)) && mod112Holds(number),
});
