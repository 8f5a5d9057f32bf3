import { bornOn } from '../numbers/births.ts';
import { numberOf } from '../numbers/define.ts';

const governorate = /^(?:0[1-4]|1[1-9]|2[1-9]|3[1-5]|88)$/;

/**
 * Egyptian national number: century (2 or 3), YYMMDD, governorate, serial, check digit by a rule that is not published.
 * Source: Law No. 143 of 1994 on civil status; OECD, Egypt, TINs
 */
export const egyptianId = numberOf({
  country: 'EG',
  form: /^[23]\d{13}$/,
  detail: 'date of birth and governorate hold',
  checked: false,
  holds: (number) => {
    const year = (number.startsWith('2') ? 1900 : 2000) + Number(number.slice(1, 3));
    return bornOn(year, Number(number.slice(3, 5)), Number(number.slice(5, 7))) && governorate.test(number.slice(7, 9));
  },
});
